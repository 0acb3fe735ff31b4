#!/usr/bin/env bash
# Runs the checks that CI runs.
#
# usage: scripts/check.sh [--with-deny] [STAGE...]
#
#   lock       Cargo.lock fits the manifests
#   fmt        sources are formatted
#   faults     the faults of tests/faults.md can still be planted (scripts/faults.sh --check; it does not look for them)
#   contracts  the committed contract bundles are those of the sources (scripts/build-contracts.sh --check)
#   clippy     no warnings in any target
#   test       cargo test --workspace
#   doc        documentation builds without warnings
#   deny       licences, bans and sources of the dependencies; skipped where cargo-deny is not installed
#
# Without STAGE: all, in this order. It stops at the first that fails; the times are printed in any case.
#   --with-deny  first installs cargo-deny into the cache folder (some minutes)
#
# environment: MUTUAL_CACHE (default ~/.cache/mutual); CARGO_TARGET_DIR and the like are cargo's.
set -euo pipefail

ALL=(lock fmt faults contracts clippy test doc deny)
DENY_VERSION=0.20.2

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${MUTUAL_CACHE:-$HOME/.cache/mutual}
cd "$here/.."

say() { printf 'check: %s\n' "$*" >&2; }
die() { local code=$1; shift; say "$@"; exit "$code"; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

with_deny=
stages=()
for arg in "$@"; do
    case $arg in
        --with-deny) with_deny=yes ;;
        -h | --help) usage; exit 0 ;;
        lock | fmt | faults | contracts | clippy | test | doc | deny) stages+=("$arg") ;;
        *) usage >&2; die 2 "unknown stage or option '$arg'" ;;
    esac
done
[ ${#stages[@]} -gt 0 ] || stages=("${ALL[@]}")

# The path of cargo-deny, or nothing.
find_deny() { command -v cargo-deny || { [ ! -x "$cache/bin/cargo-deny" ] || printf '%s\n' "$cache/bin/cargo-deny"; }; }

if [ -n "$with_deny" ] && [ -z "$(find_deny)" ]; then
    say "installing cargo-deny $DENY_VERSION (some minutes)"
    mkdir -p "$cache"
    CARGO_TARGET_DIR=$cache/cargo-deny-target cargo install --locked "cargo-deny@$DENY_VERSION" --root "$cache" \
        >"$cache/cargo-deny.log" 2>&1 || die 3 "could not install cargo-deny: see $cache/cargo-deny.log"
    rm -rf "$cache/cargo-deny-target"
fi

# Each stage runs in a shell of its own, so that `set -e` holds in it.
stage_lock() {
    cargo metadata --locked --format-version 1 >/dev/null ||
        { say "Cargo.lock does not fit the manifests, or crates cannot be fetched: run 'cargo metadata' and commit Cargo.lock"; return 1; }
}
stage_fmt() { cargo fmt --all --check; }
stage_faults() { scripts/faults.sh --check; }
stage_contracts() { scripts/build-contracts.sh --check; }
stage_clippy() { cargo clippy --workspace --all-targets -- -D warnings; }
stage_test() { cargo test --workspace; }
stage_doc() { RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps; }
stage_deny() {
    local deny
    deny=$(find_deny)
    if [ -z "$deny" ]; then
        say "deny skipped: cargo-deny is not installed ('scripts/check.sh --with-deny deny' installs it)"
        return 0
    fi
    "$deny" check licenses bans sources
}

times=()
report() {
    local line
    [ ${#times[@]} -eq 0 ] || say "times:"
    for line in "${times[@]}"; do say "$line"; done
}
trap report EXIT

for stage in "${stages[@]}"; do
    say "--- $stage"
    start=$SECONDS
    set +e
    (set -e; "stage_$stage")
    code=$?
    set -e
    time=$((SECONDS - start))
    if [ "$code" != 0 ]; then
        times+=("$(printf '  %-10s %5d s  FAILED' "$stage" "$time")")
        exit "$code"
    fi
    times+=("$(printf '  %-10s %5d s' "$stage" "$time")")
    say "$stage: ok, $time s"
done
