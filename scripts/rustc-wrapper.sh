#!/bin/sh
# Calls rustc so that the code of a contract does not depend on where things lie on this machine.
#
# usage: RUSTC_WRAPPER=scripts/rustc-wrapper.sh MUTUAL_ROOT=... MUTUAL_RUST_SRC=... cargo ...
#
# Set by scripts/build-contracts.sh, as cargo-contract passes no RUSTFLAGS on. Two things would leak:
#   - file names in panic locations: the folders of the crates, of this repository and of Rust's sources get fixed names;
#   - symbol names, into which cargo hashes the folder of a crate outside the contract's own: for our crates
#     (mutual_*) that hash is replaced by the crate's name.
set -eu

rustc=$1
shift

crate=
previous=
for arg in "$@"; do
    [ "$previous" != --crate-name ] || crate=$arg
    previous=$arg
done

case $crate in
    mutual_*)
        count=$#
        while [ "$count" -gt 0 ]; do
            arg=$1
            shift
            case $arg in
                metadata=*) arg=metadata=$crate ;;
            esac
            set -- "$@" "$arg"
            count=$((count - 1))
        done
        ;;
esac

for dir in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do
    set -- "$@" "--remap-path-prefix=${dir%/}=registry"
done

# shellcheck disable=SC2086 # several words: what scripts/sizes.sh asks for besides
exec "$rustc" "$@" ${MUTUAL_RUSTC_ARGS:-} "--remap-path-prefix=$MUTUAL_ROOT=mutual" "--remap-path-prefix=$MUTUAL_RUST_SRC=rust"
