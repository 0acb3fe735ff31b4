#!/usr/bin/env bash
# Measures what each message of a society, an exchange, a circle and a federation costs, and each kind of proposal: at 10,
# 1,000 and 100,000 members, with 10 and 10,000 closed proposals. Prints the table, and which cells each message makes and
# clears, that is, who pays which deposit and who gets it back.
#
# usage: scripts/costs.sh [--record]
#
#   --record  also writes it to tests/snapshots/costs.txt and costs-beyond.txt, with which the tests `costs` compare
#
# Below the table stand where the time of a vote goes, what a vote costs elsewhere, and the cheapest and dearest messages.
# It ends with 1 if a cost differs from the recorded one by more than a fiftieth, or between two societies by more than a
# hundredth, or if a message is not measured. Measuring takes some 20 s of one core; building first takes longer.
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
cargo test --workspace --test it costs:: >"$work/log" 2>&1 || code=1
if [ ! -s "$work/table" ]; then
    cat "$work/log" >&2
    say "nothing was measured"
    exit 1
fi
cat "$work/table"
[ ! -s "$work/table-beyond" ] || cat "$work/table-beyond"
if [ "$code" != 0 ]; then
    sed -n '/^failures:$/,$p' "$work/log" >&2
    say "something costs what it should not: if only the recorded costs are old ones, run scripts/costs.sh --record"
fi
measured=$(sed -n 's/^test result: .* finished in //p' "$work/log" | tail -n 1)
say "measured in ${measured:-?}, with the building in $((SECONDS - start)) s"
[ -z "$record" ] || say "recorded in tests/snapshots/costs.txt and costs-beyond.txt"
exit "$code"
