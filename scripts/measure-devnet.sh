#!/usr/bin/env bash
# Measures the devnet on a chain on which every block holds one contract call: the time that it takes to start, a block and a
# dry run, and its memory. It needs no node; scripts/bench-devnet.sh measures both side by side.
#
# usage: scripts/measure-devnet.sh [BLOCKS]     default: 10000
#
#   MUTUAL_PROFILE   the profile it is built in: release (default) or dev
set -euo pipefail

case ${1:-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
profile=${MUTUAL_PROFILE:-release}
cargo build --quiet --workspace --profile "$profile" --example measure
exec "${CARGO_TARGET_DIR:-target}/${profile/dev/debug}/examples/measure" "${1:-10000}"
