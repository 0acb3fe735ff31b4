#!/usr/bin/env bash
# Says which part of a contract its wasm is made of: bytes of code by source file, and the largest messages.
#
# usage: scripts/sizes.sh [NAME]
#
#   NAME  a folder of contracts/ (default: society)
#
# It builds the contract once more with the names of its functions, which the bundle leaves out; code that the optimizer put
# into another function counts there. Takes a minute or two. Tools come from scripts/setup.sh.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
name=society
for arg in "$@"; do
    case $arg in
        -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; exit 0 ;;
        *) name=$arg ;;
    esac
done
[ -f "$root/contracts/$name/Cargo.toml" ] || { echo "sizes: there is no contract '$name'" >&2; exit 2; }

tools=$("$root/scripts/setup.sh" --print-env) || exit
eval "$tools"
export CARGO=$root/scripts/cargo-wrapper.sh RUSTC_WRAPPER=$root/scripts/rustc-wrapper.sh MUTUAL_ROOT=$root
MUTUAL_RUST_SRC=$(rustup run "$MUTUAL_WASM_TOOLCHAIN" rustc --print sysroot)/lib/rustlib/src/rust
# Names of this kind tell a message's closure from another's.
export MUTUAL_RUST_SRC MUTUAL_RUSTC_ARGS='-Csymbol-mangling-version=v0'
export CARGO_TARGET_DIR=$MUTUAL_CACHE/contracts-sizes RUSTUP_TOOLCHAIN=$MUTUAL_WASM_TOOLCHAIN
log=$CARGO_TARGET_DIR/sizes.log
mkdir -p "$CARGO_TARGET_DIR"
(cd "$root/contracts/$name" &&
    "$MUTUAL_CARGO_CONTRACT" contract build --release --keep-debug-symbols --generate code-only) >"$log" 2>&1 ||
    { cat "$log" >&2; exit 1; }
exec python3 "$root/scripts/sizes.py" "$CARGO_TARGET_DIR/ink/mutual_$name/mutual_$name.wasm" "mutual_$name"
