#!/usr/bin/env bash
# Sends nonsense to a devnet: random, truncated, oversized and deeply nested requests and arguments. It passes if all are
# answered, the process lives, a transfer still works and the memory has not grown.
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
cargo test --workspace --test it a_million_nonsensical_requests -- --ignored --nocapture
