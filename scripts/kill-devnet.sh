#!/usr/bin/env bash
# Kills a devnet that keeps its chain in a file, at random moments while it makes blocks, and opens the file after each: what
# was reported as final must be there, and the chain must go on.
#
# usage: scripts/kill-devnet.sh [KILLS]     default: 200
#
# The tests do the same a few times.
set -euo pipefail

case ${1:-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export MUTUAL_KILLS=${1:-200}
exec cargo test --workspace --test it -- --nocapture --exact \
    kept::what_was_reported_is_there_after_the_process_was_killed_at_any_moment
