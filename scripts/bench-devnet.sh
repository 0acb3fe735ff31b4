#!/usr/bin/env bash
# Measures the devnet and substrate-contracts-node side by side, in turns, and prints the medians.
#
# usage: scripts/bench-devnet.sh [ROUNDS [BLOCKS]]     5 rounds; memory after 10,000 blocks
#
# The time until the first answer, blocks a second with one contract call each, contract calls a second with 16 submitters,
# dry runs of a contract call a second, and the memory after many blocks. It builds ours; the node is a release build.
# Ends with 3 where there is no node; see scripts/node.sh.
#
# environment:
#   MUTUAL_PROFILE   release (default) or dev, in which the dependencies are optimised and our own crates are not
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
case ${1-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
rounds=${1-5}
blocks=${2-10000}
say() { printf 'bench: %s\n' "$*" >&2; }

scripts/node.sh --which >/dev/null
say "building"
profile=${MUTUAL_PROFILE-release}
cargo build --profile "$profile" --workspace --bin mutual --example bench
target=${CARGO_TARGET_DIR:-$root/target}/${profile/dev/debug}
work=$(mktemp -d)
pid=
stop() { [ -z "$pid" ] || { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; pid=; }; }
trap 'stop; rm -rf "$work"' EXIT

port=19966
now_ms() { date +%s%3N; }
answers() {
    curl -s -m 1 -o "$work/answer" -H 'Content-Type: application/json' \
        -d '{"jsonrpc":"2.0","id":1,"method":"system_chain","params":[]}' "http://127.0.0.1:$port" &&
        grep -q Development "$work/answer"
}

# Starts `devnet` or `node`, sets `pid`, and notes how long it took until it answered.
start() {
    local begin
    begin=$(now_ms)
    if [ "$1" = devnet ]; then
        "$target/mutual" devnet --silent --port $port >"$work/log" 2>&1 &
    else
        scripts/node.sh $port >"$work/log" 2>&1 &
    fi
    pid=$!
    until answers; do
        kill -0 "$pid" 2>/dev/null || { say "$1 ended:"; tail -5 "$work/log" >&2; exit 1; }
        sleep 0.005
    done
    echo "{\"first_answer_ms\": $(($(now_ms) - begin))}" >>"$work/$1"
}

# Under load the node sometimes loses its own finality ("block not in finalized chain") and then answers no watcher any more.
# Such a round is said and played again.
#
# measure WHICH SECONDS ARGUMENT...: runs it for at most so many seconds.
measure() {
    local tries=0
    until timeout "$2" "$target/examples/bench" ws://127.0.0.1:$port "${@:3}" >"$work/row"; do
        tries=$((tries + 1))
        [ "$tries" -lt 4 ] || { say "$1 does not finish"; exit 1; }
        say "$1 did not finish, and is started again"
        stop
        # The time to the first answer of the broken round counts as well.
        start "$1"
    done
    cat "$work/row"
}

resident() { awk '/VmRSS/ { print $2 / 1024 }' "/proc/$pid/status"; }

for round in $(seq "$rounds"); do
    for which in devnet node; do
        say "round $round of $rounds: $which"
        start $which
        measure $which 90 calls >>"$work/$which"
        stop
    done
done
for which in devnet node; do
    say "$blocks blocks: $which"
    start $which
    echo "{\"memory_first_mib\": $(resident)}" >>"$work/$which"
    measure $which 1200 blocks "$blocks" >/dev/null
    echo "{\"memory_last_mib\": $(resident)}" >>"$work/$which"
    stop
done

python3 - "$work" "$(nproc)" "$profile" <<'PY'
import json, statistics, sys
work, cores, profile = sys.argv[1:]
def read(name):
    rows = {}
    for line in open(f'{work}/{name}'):
        for key, value in json.loads(line).items():
            rows.setdefault(key, []).append(value)
    return {key: statistics.median(values) for key, values in rows.items()}
devnet, node = read('devnet'), read('node')
print(f'medians, {cores} cores, profile {profile}')
print(f'{"":22}{"devnet":>12}{"node":>12}{"ratio":>10}')
for key in devnet:
    one, other = devnet[key], node[key]
    ratio = f'{one / other:.2f}' if other and key != 'clock_drift_ms' else ''
    print(f'{key:22}{one:12.1f}{other:12.1f}{ratio:>10}')
PY
