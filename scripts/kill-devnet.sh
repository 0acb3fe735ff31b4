#!/usr/bin/env bash
# Kills a devnet that keeps its chain in a file, at random moments while it makes blocks, and opens the file after each: what
# was reported as final must be there, and the chain must go on. First the library in a process of its own, then the binary,
# `mutual devnet --state`, under load from three connections.
#
# usage: scripts/kill-devnet.sh [KILLS]     default: 200 of each
#
# The tests do the first a few times.
set -euo pipefail

case ${1:-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export MUTUAL_KILLS=${1:-200}
say() { printf 'kill: %s\n' "$*" >&2; }

cargo build --workspace --bin mutual
export MUTUAL_BINARY=${CARGO_TARGET_DIR:-$PWD/target}/debug/mutual

output=$(mktemp)
trap 'rm -f "$output"' EXIT
for name in what_was_reported_is_there_after_the_process_was_killed_at_any_moment \
    what_the_binary_answered_is_there_after_it_was_killed_at_any_moment; do
    cargo test --workspace --test it -- --nocapture --include-ignored --exact "kept::$name" 2>&1 | tee "$output"
    # A test of another name would pass by not being there.
    grep -q 'test result: ok. 1 passed' "$output" || { say "no test of the name $name has run"; exit 1; }
done
