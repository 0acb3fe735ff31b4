#!/usr/bin/env bash
# Kills or freezes the node at random moments of a command that sends something, and compares what the command reports
# with what happened: nothing is ever sent twice, and nothing is wrongly reported (tests/it/interrupted).
#
# usage: scripts/faults-client.sh [ROUNDS]     default: 200
#
# The tests do the same a few times. It shows how often each end was seen.
set -euo pipefail

case ${1:-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export MUTUAL_ROUNDS=${1:-200}
exec cargo test --workspace --test it -- --nocapture --exact \
    interrupted::kills::whenever_the_node_dies_nothing_is_sent_twice_and_the_report_is_true
