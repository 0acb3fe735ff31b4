#!/bin/sh
# Calls cargo for cargo-contract so that the contracts are built with the versions of this repository's Cargo.lock.
#
# usage: CARGO=scripts/cargo-wrapper.sh MUTUAL_ROOT=... cargo-contract contract build
#
# cargo-contract 5.0.3 builds in a temporary copy of the workspace and puts Cargo.lock at its top; but there the contract
# is a workspace of its own, two folders down, where cargo does not see that file and would take the newest versions.
set -eu

folder=$(pwd -P)
for arg in "$@"; do
    case $arg in
        --manifest-path=*) folder=$(dirname "${arg#--manifest-path=}") ;;
    esac
done
case $folder in
    */cargo-contract_*) [ -f "$folder/Cargo.lock" ] || cp "$MUTUAL_ROOT/Cargo.lock" "$folder/Cargo.lock" ;;
esac
exec cargo "$@"
