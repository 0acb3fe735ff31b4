#!/usr/bin/env bash
# How long each page of the dashboard takes to be made out of an index with many events.
#
# usage: scripts/bench-dashboard.sh [EVENTS]      (default 1000000)
#
# The index is that of tests/it/dashboard/scene.rs, repeated by SQL with later numbers and times until it has so many events: the
# rows are those of a real society, and their sums are not. Each page is made 21 times in one process; printed are the median,
# the first and the slowest, and its bytes. The machine, and what else it does, decide about them. First paint and the
# weight of a page with what goes with it are measured in a browser by scripts/dashboard.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case ${1-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
export MUTUAL_EVENTS=${1:-1000000}
# As in other tests: the client itself is not optimised, so that these times are more than those of a release.
exec cargo test --quiet --workspace --test it -- --ignored --nocapture --exact \
    dashboard::speed::how_long_pages_of_many_events_take
