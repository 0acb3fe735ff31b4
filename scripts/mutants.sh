#!/usr/bin/env bash
# Changes the rules one operator, guard or answer at a time, as cargo-mutants does, and runs the native tests: what no test
# notices is a survivor, and needs a test, or a reason in docs/mutants.md.
#
# usage: scripts/mutants.sh [FILE...]
#
#   FILE  sources to change, such as contracts/types/src/voting.rs (default: all that .cargo/mutants.toml leaves)
#
# cargo-mutants lists the mutants; scripts/mutants puts all of them into one build of a copy, of which the environment
# chooses one: a build for each would take hours. Each is met by the tests of its crate and of its contract's rules; who
# survives, by the plays (of the society five, contracts/society/src/tests/machine). What was found of the same sources is kept.
# Installs cargo-mutants into the cache folder if it is missing.
#
# Exits with 1 if a mutant survives without a reason.
#
# environment: MUTUAL_CACHE (default ~/.cache/mutual), MUTUAL_PLAYS (default 5), CARGO_TARGET_DIR (default in the cache)
set -euo pipefail

VERSION=27.1.0

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${MUTUAL_CACHE:-$HOME/.cache/mutual}
work=$cache/mutants
cd "$here/.."

say() { printf 'mutants: %s\n' "$*" >&2; }
die() { local code=$1; shift; say "$@"; exit "$code"; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

for arg in "$@"; do
    case $arg in
        -h | --help) usage; exit 0 ;;
        -*) usage >&2; die 2 "unknown option '$arg'" ;;
        *) [ -f "$arg" ] || die 2 "no file '$arg'" ;;
    esac
done

mutants=$(command -v cargo-mutants || printf '%s' "$cache/bin/cargo-mutants")
if [ ! -x "$mutants" ]; then
    say "installing cargo-mutants $VERSION (some minutes)"
    mkdir -p "$cache"
    CARGO_TARGET_DIR=$cache/cargo-mutants-target cargo install --locked "cargo-mutants@$VERSION" --root "$cache" \
        >"$cache/cargo-mutants.log" 2>&1 || die 3 "could not install cargo-mutants: see $cache/cargo-mutants.log"
    rm -rf "$cache/cargo-mutants-target"
fi

mkdir -p "$work"
CARGO_TARGET_DIR=$work/weave nice -n 19 cargo build --locked --manifest-path "$here/mutants/Cargo.toml" \
    >"$work/weave.log" 2>&1 || die 3 "could not build scripts/mutants: see $work/weave.log"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$work/target}
exec python3 "$here/mutants/mutants.py" "$PWD" "$work" "$mutants" "$work/weave/debug/weave" "$@"
