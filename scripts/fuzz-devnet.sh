#!/usr/bin/env bash
# Sends nonsense to a devnet: random, truncated, oversized and deeply nested requests and arguments. It passes if all are
# answered, the process lives, a transfer still works and the memory has not grown. Half go over WebSocket, to followers and
# operations that there are and to the development methods too. Beside that, damaged state files, specifications and blocks are
# opened by the thousand.
#
# usage: scripts/fuzz-devnet.sh [COUNT [SEED]]     a million requests of seed 1 by default
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${1-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
cd "$root"
# glibc keeps freed memory for later, each of many threads its own. With this it gives it back, so that what grows is ours.
export MALLOC_TRIM_THRESHOLD_=131072
export MUTUAL_FUZZ=${1-1000000} MUTUAL_SEED=${2-1}
output=$(mktemp)
trap 'rm -f "$output"' EXIT
run() {
    cargo test --workspace --test it "$@" 2>&1 | tee "$output"
    # A test of another name would pass by not being there.
    grep -Eq 'test result: ok\. [1-9]' "$output" || { echo "fuzz: no test has run" >&2; exit 1; }
}
run a_million_nonsensical_requests -- --ignored --nocapture
run fuzz::decoders
