#!/usr/bin/env bash
# Gets what the contracts are built with: Rust 1.85.0 with its sources and clippy, and cargo-contract 5.0.3.
#
# usage: scripts/setup.sh [--check | --print-env]
#
#   (no option)   installs what is missing; does nothing when all is there
#   --check       installs nothing; says what is missing and ends with 3
#   --print-env   as without option, then prints `export` lines on stdout:
#                 eval "$(scripts/setup.sh --print-env)"
#
# environment:
#   MUTUAL_CACHE           where things are kept (default: ~/.cache/mutual)
#   MUTUAL_WASM_TOOLCHAIN  use this rustup toolchain and install none
#   MUTUAL_SETUP_WAY       rustup | debian: take only this way to the toolchain
#   MUTUAL_DEBIAN_LINK     the rustup name for the toolchain of the Debian way (default: mutual-wasm)
#   MUTUAL_SHARED          folder that may hold ready binaries as .xz (default: ../shared/bin)
#
# The toolchain comes from rustup, or, where rustup cannot download, from the packages of Debian 12, unpacked into the
# cache folder (nothing is installed on the system). Newer compilers cannot build the contracts: cargo-contract 5.0.3
# builds the standard library with a feature that Rust 1.92 removed.
set -euo pipefail

RUST_VERSION=1.85.0
CONTRACT_VERSION=5.0.3
DEBIAN_VERSION=1.85.0+dfsg3-1~deb12u3
DEBIAN_RUST=(rustc-web libstd-rust-web-1.85 libstd-rust-web-dev cargo-web rust-web-src rust-web-clippy)
DEBIAN_LIBS=(libllvm19 libpcre3 libssh2-1 libhttp-parser2.9)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
cache=${MUTUAL_CACHE:-$HOME/.cache/mutual}
shared=${MUTUAL_SHARED:-$root/../shared/bin}
link=${MUTUAL_DEBIAN_LINK:-mutual-wasm}
# A missing toolchain must be an answer here, not a download behind our back.
export RUSTUP_AUTO_INSTALL=0

say() { printf 'setup: %s\n' "$*" >&2; }
die() { local code=$1; shift; say "$@"; exit "$code"; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

mode=install
case ${1-} in
    '') ;;
    --check) mode=check ;;
    --print-env) mode=print ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; die 2 "unknown option '$1'" ;;
esac
[ $# -le 1 ] || die 2 "one option at most"

# --- the toolchain -----------------------------------------------------------------------------------------------

# toolchain_ok NAME: it is Rust 1.85.0 and has what the build of the contracts needs.
toolchain_ok() {
    local sysroot lld
    rustup run "$1" rustc --version 2>/dev/null | grep -q "^rustc $RUST_VERSION " || return 1
    rustup run "$1" cargo --version >/dev/null 2>&1 || return 1
    rustup run "$1" cargo-clippy --version >/dev/null 2>&1 || return 1
    sysroot=$(rustup run "$1" rustc --print sysroot) || return 1
    # Where rust-lld is there at all (under another name on other systems), it must run.
    for lld in "$sysroot"/lib/rustlib/*/bin/rust-lld; do
        [ ! -L "$lld" ] && [ ! -e "$lld" ] || "$lld" -flavor wasm --version >/dev/null 2>&1 || return 1
    done
    [ -e "$sysroot/lib/rustlib/src/rust/library/core/src/lib.rs" ]
}

find_toolchain() {
    local name
    toolchain=
    if [ -n "${MUTUAL_WASM_TOOLCHAIN-}" ]; then
        toolchain_ok "$MUTUAL_WASM_TOOLCHAIN" ||
            die 3 "MUTUAL_WASM_TOOLCHAIN is '$MUTUAL_WASM_TOOLCHAIN', which is not Rust $RUST_VERSION with rust-src and clippy; unset it to have one installed"
        toolchain=$MUTUAL_WASM_TOOLCHAIN
        return 0
    fi
    for name in "$RUST_VERSION" "$link"; do
        case "${MUTUAL_SETUP_WAY-}:$name" in
            debian:"$RUST_VERSION" | rustup:"$link") continue ;;
        esac
        if toolchain_ok "$name"; then toolchain=$name; return 0; fi
    done
    return 1
}

toolchain_by_rustup() {
    local log=$cache/rustup.log limit=(env)
    if command -v timeout >/dev/null; then limit=(timeout 900); fi
    say "installing Rust $RUST_VERSION by rustup (a minute)"
    if ! "${limit[@]}" rustup toolchain install "$RUST_VERSION" --profile minimal --no-self-update \
        -c rust-src -c clippy -t wasm32-unknown-unknown >"$log" 2>&1; then
        say "rustup could not install Rust $RUST_VERSION: $(tail -n 1 "$log")"
        return 1
    fi
    toolchain_ok "$RUST_VERSION" || { say "rustup installed Rust $RUST_VERSION, but it does not run"; return 1; }
    toolchain=$RUST_VERSION
}

# find_lld: prints the path of a rust-lld of an installed rustup toolchain; Debian's packages lack it.
find_lld() {
    local triple=x86_64-unknown-linux-gnu home=${RUSTUP_HOME:-$HOME/.rustup} f
    for f in "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/$triple/bin/rust-lld" \
        "$home"/toolchains/*/lib/rustlib/"$triple"/bin/rust-lld; do
        if [ -x "$f" ]; then printf '%s\n' "$f"; return 0; fi
    done
    return 1
}

toolchain_by_debian() {
    local dir=$cache/toolchain/debian-$RUST_VERSION new log=$cache/debian.log lld p f
    if [ "$(uname -sm)" != "Linux x86_64" ] || ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
        say "the Debian packages are only for x86-64 Linux with apt"
        return 1
    fi
    lld=$(find_lld) || { say "no rust-lld in any rustup toolchain; 'rustup toolchain install stable' brings one"; return 1; }
    if ! apt-cache show "rustc-web=$DEBIAN_VERSION" >/dev/null 2>&1; then
        if [ "$(id -u)" = 0 ]; then
            say "updating apt's package lists"
            apt-get update >"$log" 2>&1 || { say "apt-get update failed: see $log"; return 1; }
        fi
        if ! apt-cache show "rustc-web=$DEBIAN_VERSION" >/dev/null 2>&1; then
            say "apt knows no rustc-web $DEBIAN_VERSION; on Debian 12 'apt-get update' as root helps"
            return 1
        fi
    fi
    say "unpacking Rust $RUST_VERSION from Debian packages into $dir (300 MB to download)"
    new=$cache/toolchain/new.$$
    rm -rf "$new"
    mkdir -p "$new/deb"
    for p in "${DEBIAN_RUST[@]/%/=$DEBIAN_VERSION}" "${DEBIAN_LIBS[@]}"; do
        if ! (cd "$new/deb" && apt-get download "$p") >>"$log" 2>&1; then
            say "apt-get download $p failed: $(tail -n 1 "$log")"
            rm -rf "$new"
            return 1
        fi
    done
    for f in "$new"/deb/*.deb; do dpkg -x "$f" "$new"; done
    rm -rf "$new/deb"
    # rustc looks for its libraries beside itself in lib/, and so do those for theirs.
    for f in "$new"/usr/lib/x86_64-linux-gnu/*.so* "$new"/lib/x86_64-linux-gnu/*.so*; do
        [ -e "$f" ] || [ -L "$f" ] || continue
        case $f in
            "$new/usr/"*) ln -sfn "x86_64-linux-gnu/${f##*/}" "$new/usr/lib/${f##*/}" ;;
            *) ln -sfn "../../lib/x86_64-linux-gnu/${f##*/}" "$new/usr/lib/${f##*/}" ;;
        esac
    done
    mkdir -p "$new/usr/lib/rustlib/x86_64-unknown-linux-gnu/bin"
    # A link, not a copy: rust-lld finds its libraries by the folder it lies in.
    ln -s "$lld" "$new/usr/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld"
    rm -rf "$dir"
    mv "$new" "$dir"
    rustup toolchain link "$link" "$dir/usr" >>"$log" 2>&1 ||
        { say "rustup toolchain link failed: $(tail -n 1 "$log")"; return 1; }
    toolchain_ok "$link" || { say "the toolchain of Debian's packages does not run: try 'rustup run $link rustc -vV'"; return 1; }
    toolchain=$link
}

get_toolchain() {
    command -v rustup >/dev/null || die 3 "rustup is missing; install it, then run this again"
    if find_toolchain; then return 0; fi
    [ "$mode" != check ] || { say "missing: Rust $RUST_VERSION with rust-src and clippy"; return 1; }
    mkdir -p "$cache"
    case ${MUTUAL_SETUP_WAY-} in
        '') toolchain_by_rustup || toolchain_by_debian || toolchain= ;;
        rustup) toolchain_by_rustup || toolchain= ;;
        debian) toolchain_by_debian || toolchain= ;;
        *) die 2 "MUTUAL_SETUP_WAY is rustup or debian, not '$MUTUAL_SETUP_WAY'" ;;
    esac
    [ -n "$toolchain" ] ||
        die 3 "no toolchain. Do by hand: rustup toolchain install $RUST_VERSION -c rust-src -c clippy -t wasm32-unknown-unknown"
    say "toolchain: $toolchain ($(rustup run "$toolchain" rustc --version))"
}

# --- cargo-contract ----------------------------------------------------------------------------------------------

contract_ok() { [ -x "$1" ] && "$1" --version 2>/dev/null | grep -q "^cargo-contract[a-z-]* $CONTRACT_VERSION\(-\|\$\)"; }

get_cargo_contract() {
    local xz=$shared/cargo-contract.xz new=$cache/bin/.cargo-contract.$$
    cargo_contract=$(command -v cargo-contract || true)
    if [ -n "$cargo_contract" ] && contract_ok "$cargo_contract"; then return 0; fi
    cargo_contract=$cache/bin/cargo-contract
    if contract_ok "$cargo_contract"; then return 0; fi
    [ "$mode" != check ] || { say "missing: cargo-contract $CONTRACT_VERSION"; return 1; }
    mkdir -p "$cache/bin"
    if [ -r "$xz" ] && command -v xz >/dev/null; then
        xz -dc "$xz" >"$new" && chmod 755 "$new"
        if contract_ok "$new"; then
            mv -f "$new" "$cargo_contract"
            say "cargo-contract: unpacked $xz"
            return 0
        fi
        rm -f "$new"
        say "$xz does not run here as cargo-contract $CONTRACT_VERSION"
    fi
    say "compiling cargo-contract $CONTRACT_VERSION from source: 15 minutes on two cores"
    CARGO_TARGET_DIR=$cache/cargo-contract-target \
        cargo install --locked "cargo-contract@$CONTRACT_VERSION" --root "$cache" >"$cache/cargo-contract.log" 2>&1 ||
        die 3 "could not compile cargo-contract: see $cache/cargo-contract.log (it needs a C++ compiler)"
    rm -rf "$cache/cargo-contract-target"
    contract_ok "$cargo_contract" || die 3 "cargo-contract was compiled but does not run"
    say "cargo-contract: compiled into $cargo_contract"
}

missing=0
get_toolchain || missing=1
get_cargo_contract || missing=1
[ "$missing" = 0 ] || die 3 "run scripts/setup.sh to install it"

if [ "$mode" = print ]; then
    cat <<ENV
export MUTUAL_CACHE=$(printf %q "$cache")
export MUTUAL_WASM_TOOLCHAIN=$(printf %q "$toolchain")
export MUTUAL_CARGO_CONTRACT=$(printf %q "$cargo_contract")
export PATH=$(printf %q "$cache/bin"):"\$PATH"
ENV
else
    say "ready: toolchain $toolchain, $cargo_contract"
fi
