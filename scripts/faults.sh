#!/usr/bin/env bash
# Plants the faults of tests/faults.md, one at a time, in a copy of the contracts, and plays until the model differs.
#
# usage: scripts/faults.sh [--check | --record] [NUMBER...]
#
#   NUMBER    the faults with these numbers (default: all)
#   --check   only sees that each row of the table has its patch in tests/faults, and that it applies; takes a second
#   --record  writes what was found into the last column of the table
#
# Each fault is played with the seed that is its number: that play and the next ones, until something differs. Ends with 1
# if a fault is not found within 20,000 steps, or a patch does not apply. A fault takes about a minute, mostly to build.
#
# environment: MUTUAL_CACHE (default ~/.cache/mutual): the copy and its build are kept there, in faults/.
set -euo pipefail

STEPS_MAX=20000
# Each play has 1,000 steps before its end.
PLAYS=20

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${MUTUAL_CACHE:-$HOME/.cache/mutual}
table=$root/tests/faults.md
cd "$root"

say() { printf 'faults: %s\n' "$*" >&2; }
die() { local code=$1; shift; say "$@"; exit "$code"; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

mode=play
numbers=()
for arg in "$@"; do
    case $arg in
        --check | --record) mode=${arg#--} ;;
        -h | --help) usage; exit 0 ;;
        *[!0-9]* | '') usage >&2; die 2 "unknown option or number '$arg'" ;;
        *) numbers+=("$((10#$arg))") ;;
    esac
done

rows() { sed -n 's/^| *\([0-9][0-9]*\) *|.*/\1/p' "$table"; }
# The patch of a fault, or nothing.
patch_of() { find tests/faults -name "$(printf '%02d' "$1")-*.patch"; }

# Whether rows and patches belong together one to one, and each patch applies to the sources as they are.
check() {
    local bad=0 number patch
    for number in $(rows); do
        patch=$(patch_of "$number")
        if [ ! -f "$patch" ]; then
            say "fault $number has no patch, or several"
            bad=1
        elif ! git apply --check "$patch"; then
            say "$patch does not apply: mend it, so that it plants the same fault"
            bad=1
        fi
    done
    if [ "$(rows | wc -l)" != "$(find tests/faults -name '*.patch' | wc -l)" ]; then
        say "tests/faults.md and tests/faults do not name the same faults"
        bad=1
    fi
    return "$bad"
}

check || exit 1
if [ "$mode" = check ]; then
    say "all $(rows | wc -l) patches apply"
    exit 0
fi
[ ${#numbers[@]} -gt 0 ] || mapfile -t numbers < <(rows)
for number in "${numbers[@]}"; do
    rows | grep -qx "$number" || die 2 "there is no fault $number"
done

work=$cache/faults
copy=$work/copy
mkdir -p "$copy"
exec 9>"$work/lock"
flock -n 9 || die 3 "another scripts/faults.sh uses $work"
# A home folder can be a repository, too: `git apply` would then look for the paths there.
export GIT_CEILING_DIRECTORIES=$cache CARGO_TARGET_DIR=$work/target CARGO_INCREMENTAL=1

# Only what differs is written, with the time of now: cargo builds again what is newer than what it has built.
say "copying the tree to $copy"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    if [ -f "$file" ] && ! cmp -s "$file" "$copy/$file"; then
        mkdir -p "$(dirname "$copy/$file")"
        cp "$file" "$copy/$file"
    fi
done

# Plays a fault, and prints in one line after how many steps what differed; nothing if nothing did.
find_fault() {
    local number=$1 log=$work/$1.log
    MUTUAL_SEED=$number MUTUAL_PLAYS=$PLAYS cargo test --locked --quiet --manifest-path "$copy/Cargo.toml" \
        -p mutual-society --lib tests::machine:: >"$log" 2>&1 && return 0
    grep -q 'it differs after' "$log" || { tail -n 30 "$log" >&2; die 3 "fault $number was not played"; }
    # The place, and both answers, or of what records differ the first.
    awk '/^it differs after/ { place = $0; next }
        place && /^seed [0-9]+, step/ { next }
        place && /^ *rules / && !what { what = $0; next }
        place && /^ *model / && what { print place what $0; exit }
        place { print place " " $0; exit }' "$log" | sed 's/  */ /g;s/:$//' | cut -c 1-240
}

missed=0
row='%4s  %-36s  %7s  %s\n'
# shellcheck disable=SC2059
printf "$row" seed fault steps 'what differed'
for number in "${numbers[@]}"; do
    patch=$(patch_of "$number")
    name=$(basename "$patch" .patch)
    git -C "$copy" apply "$root/$patch"
    line=$(find_fault "$number")
    git -C "$copy" apply -R "$root/$patch"
    steps=$(sed -n 's/^it differs after \([0-9]*\) steps.*/\1/p' <<<"$line")
    if [ -z "$steps" ] || [ "$steps" -gt "$STEPS_MAX" ]; then
        missed=$((missed + 1))
        steps=none
    fi
    # shellcheck disable=SC2059
    printf "$row" "$number" "${name#*-}" "$steps" "${line#*, }"
    if [ "$mode" = record ]; then
        sed -i "s/^\(| $number |.*|\)[^|]*|\$/\1 $steps |/" "$table"
    fi
done
[ "$missed" = 0 ] || die 1 "$missed of ${#numbers[@]} faults were not found within $STEPS_MAX steps"
say "all ${#numbers[@]} faults were found"
