#!/usr/bin/env bash
# Measures what each message of a society costs, at 10 and at 10,000 members, and prints the table.
#
# usage: scripts/costs.sh [--record]
#
#   --record  also writes it to tests/snapshots/costs.txt, with which the tests `costs` compare
#
# Below the table stand where the time of a vote goes, and what a vote costs elsewhere. It ends with 1 if a cost differs
# from the recorded one by more than a fiftieth. Measuring takes half a minute; building first takes longer.
#
# environment: CARGO_TARGET_DIR (default ~/.cache/mutual/target)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf 'costs: %s\n' "$*" >&2; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

record=
for arg in "$@"; do
    case $arg in
        --record) record=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; say "unknown option '$arg'"; exit 2 ;;
    esac
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${MUTUAL_CACHE:-$HOME/.cache/mutual}/target}
export MUTUAL_COSTS_SHOW_IN=$work/table
unset MUTUAL_COSTS_RECORD
[ -z "$record" ] || export MUTUAL_COSTS_RECORD=1

start=$SECONDS
code=0
# The whole workspace, so that dependencies have the features that other tests build them with.
cargo test --workspace --test it costs::costs_are_those_recorded -- --exact >"$work/log" 2>&1 || code=1
if [ ! -s "$work/table" ]; then
    cat "$work/log" >&2
    say "nothing was measured"
    exit 1
fi
cat "$work/table"
if [ "$code" != 0 ]; then
    grep -E ': (grew|fell|not recorded|recorded,)|a recorded table' "$work/log" >&2 || cat "$work/log" >&2
    say "the costs are not those recorded: if they should be, run scripts/costs.sh --record"
fi
say "built and measured in $((SECONDS - start)) s"
[ -z "$record" ] || say "recorded in tests/snapshots/costs.txt"
exit "$code"
