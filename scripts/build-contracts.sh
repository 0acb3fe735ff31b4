#!/usr/bin/env bash
# Builds the contracts to bundles (code and metadata), the files that `mutual contract deploy` uploads.
#
# usage: scripts/build-contracts.sh [--check] [NAME...]
#
#   (no option)  builds, writes contracts/bundles/NAME.contract and notes the tools in contracts/bundles/toolchain.json
#   --check      builds and compares with the committed bundles; writes nothing in the repository.
#                With the tools noted in toolchain.json the code hash must be the committed one. With other tools the
#                metadata and imports must be, and the size within 8 %.
#   NAME         what to build (default: all): a folder of contracts/, or NAME-next for the version of it that follows
#                (feature `next`), which only tests run; its bundle lies in tests/bundles
#
# Prints a table: name, bytes of wasm, code hash, versions of rustc and cargo-contract. Tools come from
# scripts/setup.sh; compiled parts are kept in the cache folder (MUTUAL_CACHE, default ~/.cache/mutual).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)

# All contracts there are, and the society's next version.
CONTRACTS=()
for lib in "$root"/contracts/*/src/lib.rs; do
    if grep -q '#\[ink::contract\]' "$lib"; then CONTRACTS+=("$(basename "${lib%/src/lib.rs}")"); fi
done
CONTRACTS+=(society-next)

say() { printf 'contracts: %s\n' "$*" >&2; }
die() { local code=$1; shift; say "$@"; exit "$code"; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

check=
names=()
for arg in "$@"; do
    case $arg in
        --check) check=yes ;;
        -h | --help) usage; exit 0 ;;
        -*) usage >&2; die 2 "unknown option '$arg'" ;;
        *) names+=("$arg") ;;
    esac
done
[ ${#names[@]} -gt 0 ] || names=("${CONTRACTS[@]}")
for name in "${names[@]}"; do
    crate=${name%-next}
    [ -f "$root/contracts/$crate/Cargo.toml" ] || die 2 "there is no contract '$crate' (no contracts/$crate/Cargo.toml)"
done
command -v python3 >/dev/null || die 3 "python3 is missing; it reads the bundles. Install it from your system's packages"

tools=$("$here/setup.sh" --print-env) || exit
eval "$tools"

bundles=$root/contracts/bundles
# committed NAME: where its bundle lies.
committed() {
    case $1 in
        *-next) printf '%s\n' "$root/tests/bundles/$1.contract" ;;
        *) printf '%s\n' "$bundles/$1.contract" ;;
    esac
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rustup run "$MUTUAL_WASM_TOOLCHAIN" rustc -vV >"$work/rustc"
# The linker counts too: it does the last optimisation.
lld=$(rustup run "$MUTUAL_WASM_TOOLCHAIN" rustc --print target-libdir)/../bin/rust-lld
"$lld" -flavor wasm --version >>"$work/rustc" 2>/dev/null || echo 'LLD unknown' >>"$work/rustc"
version=$("$MUTUAL_CARGO_CONTRACT" --version)
version=${version#* }
version=${version%%-*}

# Neither the caller's flags, nor the folders of this machine, nor newer versions of crates may change the code.
unset RUSTC RUSTC_WORKSPACE_WRAPPER RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET INK_STATIC_BUFFER_SIZE
export CARGO=$here/cargo-wrapper.sh RUSTC_WRAPPER=$here/rustc-wrapper.sh MUTUAL_ROOT=$root
MUTUAL_RUST_SRC=$(rustup run "$MUTUAL_WASM_TOOLCHAIN" rustc --print sysroot)/lib/rustlib/src/rust
export MUTUAL_RUST_SRC
export CARGO_TARGET_DIR=$MUTUAL_CACHE/contracts
export RUSTUP_TOOLCHAIN=$MUTUAL_WASM_TOOLCHAIN

# Copies of this repository share the folder, and the fixed names that scripts/rustc-wrapper.sh gives to our own crates
# make them overwrite each other's: one build at a time, and our own crates always from this copy's sources.
mkdir -p "$CARGO_TARGET_DIR"
exec 9>"$CARGO_TARGET_DIR/.mutual-lock"
if command -v flock >/dev/null && ! flock -n 9; then
    say "waiting for another build of contracts to end"
    flock 9
fi
find "$CARGO_TARGET_DIR" -type d -path '*/.fingerprint/mutual*' -prune -exec rm -rf {} +

# build NAME: builds it and copies the bundle to $work.
build() {
    local name=$1 crate=${1%-next} log=$CARGO_TARGET_DIR/$1.log start=$SECONDS
    local out=$CARGO_TARGET_DIR/ink/mutual_$crate features=()
    [ "$name" = "$crate" ] || features=(--features next)
    say "building $name"
    # Without these cargo-contract would keep old metadata where only comments or types changed.
    rm -f "$out/mutual_$crate.contract" "$out/mutual_$crate.wasm" "$out/mutual_$crate.json"
    (cd "$root/contracts/$crate" && "$MUTUAL_CARGO_CONTRACT" contract build --release "${features[@]}") >"$log" 2>&1 ||
        { cat "$log" >&2; die 1 "$name did not build"; }
    if grep -aq 'Locking [0-9]* package' "$log"; then
        die 1 "$name was built with other versions than those of Cargo.lock: see $log"
    fi
    cp "$out/mutual_$crate.contract" "$work/$name.contract"
    say "built $name in $((SECONDS - start)) s"
}

for name in "${names[@]}"; do build "$name"; done

if [ -n "$check" ]; then
    for name in "${names[@]}"; do
        python3 "$here/bundle.py" check "$bundles/toolchain.json" "$name" \
            "$(committed "$name")" "$work/$name.contract" "$work/rustc" "$version"
    done
else
    for name in "${names[@]}"; do
        mkdir -p "$bundles" "$(dirname "$(committed "$name")")"
        cp "$work/$name.contract" "$(committed "$name")"
        python3 "$here/bundle.py" record "$bundles/toolchain.json" "$name" "$work/$name.contract" "$work/rustc" "$version"
    done
fi

printf '%-12s %10s %-66s %-8s %s\n' name bytes 'code hash' rustc cargo-contract
for name in "${names[@]}"; do python3 "$here/bundle.py" row "$name" "$work/$name.contract"; done
