#!/usr/bin/env bash
# Plays random societies on the development chain, each step compared with the model (tests/it/machine), and keeps what
# differs in tests/regressions/, where the tests play it again.
#
# usage: scripts/soak.sh [MINUTES [FIRST_SEED]]
#
#   MINUTES     how long plays are begun (default: 10); the last ones are played to their ends
#   FIRST_SEED  the first play (default: the seconds since 1970, so that each soak plays others)
#
# Exits with 1 if anything differs.
set -euo pipefail

case ${1:-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export MUTUAL_MINUTES=${1:-10} MUTUAL_SEED=${2:-$(date +%s)}
exec cargo test --workspace --test it -- --ignored --exact machine::soak --nocapture
