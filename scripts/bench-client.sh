#!/usr/bin/env bash
# Measures the command against cargo-contract, in turns on the same node in one run, and prints the medians.
#
# usage: scripts/bench-client.sh [ROUNDS]     default: 5
#
#   read   `mutual proposal show` against `cargo contract call`, which dry-runs the contract's message `proposal`
#   vote   `mutual proposal vote --wait block` against `cargo contract call --execute` of `vote`, from start to end of the process
#
# Warm is with the chain's types kept from an earlier command, as they are after the first; cold is without. It measures on
# `mutual devnet`, and on substrate-contracts-node as well where MUTUAL_NODE names one (scripts/node.sh --which).
# It builds the command with optimisation. Ends with 3 where there is no cargo-contract; see scripts/setup.sh.
#
# environment:
#   MUTUAL_PROFILE  release (default) or dev, in which the dependencies are optimised and our own crates are not
#   MUTUAL_BIN      a built `mutual` to measure instead of building one
#   MUTUAL_CACHE    where binaries are kept (default: ~/.cache/mutual)
set -euo pipefail

case ${1-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
rounds=${1-5}
say() { printf 'bench: %s\n' "$*" >&2; }

contract=$(command -v cargo-contract || true)
[ -n "$contract" ] || contract=${MUTUAL_CACHE:-$HOME/.cache/mutual}/bin/cargo-contract
[ -x "$contract" ] || { say "cargo-contract is missing: scripts/setup.sh gets it"; exit 3; }
if [ -z "${MUTUAL_BIN-}" ]; then
    say "building"
    profile=${MUTUAL_PROFILE-release}
    cargo build --profile "$profile" --workspace --bin mutual
    MUTUAL_BIN=${CARGO_TARGET_DIR:-$root/target}/${profile/dev/debug}/mutual
fi

work=$(mktemp -d)
pid=
stop() { [ -z "$pid" ] || { kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; pid=; }; }
trap 'stop; rm -rf "$work"' EXIT
port=19977

# A society whose ballots stay open while this runs.
cp client/examples/cannons-creek.toml client/examples/cannons-creek-charter.md "$work"
sed -i 's/^voting_period = "30s"/voting_period = "1h"/; s/^min_open = "1s"/min_open = "1h"/' "$work/cannons-creek.toml"

measure() {
    local name=$1
    shift
    say "$name"
    "$@" >"$work/log" 2>&1 &
    pid=$!
    for _ in $(seq 600); do
        grep -q 'Running JSON-RPC server: addr=' "$work/log" && break
        kill -0 "$pid" 2>/dev/null || { say "it ended:"; tail -5 "$work/log" >&2; exit 1; }
        sleep 0.1
    done
    python3 - "$name" "ws://127.0.0.1:$port" "$work" "$MUTUAL_BIN" "$contract" "$rounds" <<'PY'
import json, os, shutil, statistics, subprocess, sys, time

name, url, work, mutual, contract, rounds = sys.argv[1:]
rounds = int(rounds)
bundle = 'contracts/bundles/society.contract'
members = ['//Alice', '//Bob', '//Charlie', '//Dave', '//Eve', '//Ferdie']
members += [member + '//stash' for member in members]
folders = {'warm': f'{work}/warm', 'cold': f'{work}/cold'}

def run(command, cache='warm'):
    env = dict(os.environ, XDG_CACHE_HOME=folders[cache], MUTUAL_URL=url)
    begin = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    took = (time.perf_counter() - begin) * 1000
    if done.returncode != 0:
        sys.exit(f'{" ".join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}')
    return took, done.stdout

def ours(*words, cache='warm'):
    return run([mutual, *words], cache)

def theirs(message, args, suri, *flags):
    return run([contract, 'contract', 'call', '--contract', society, '--message', message, '--args', *args,
                '--suri', suri, '--url', url, *flags, bundle])

def data(*words):
    return json.loads(ours(*words, '--suri', '//Alice', '--yes', '-o', 'json')[1])['data']

society = data('society', 'found', f'{work}/cannons-creek.toml')['society']
os.environ['MUTUAL_CONTRACT'] = society
ballots = []
while len(ballots) < 3 * rounds:
    number = str(data('proposal', 'new', 'resolution', '--title', 'We thank everybody')['proposal'])
    ballots += [(number, member) for member in members]
first = ballots[0][0]

def vote(cache):
    number, member = ballots.pop()
    return ours('proposal', 'vote', number, 'aye', '--suri', member, '--yes', '--wait', 'block', cache=cache)[0]

def their_vote():
    number, member = ballots.pop()
    return theirs('vote', [number, 'Aye', 'None'], member, '--execute', '--skip-confirm')[0]

def cold(act):
    shutil.rmtree(folders['cold'], ignore_errors=True)
    return act()

took = {}
for _ in range(rounds):
    for what, act in [
        ('read, cargo-contract', lambda: theirs('proposal', [first], '//Alice')[0]),
        ('read, mutual warm', lambda: ours('proposal', 'show', first)[0]),
        ('read, mutual cold', lambda: cold(lambda: ours('proposal', 'show', first, cache='cold')[0])),
        ('vote, cargo-contract', their_vote),
        ('vote, mutual warm', lambda: vote('warm')),
        ('vote, mutual cold', lambda: cold(lambda: vote('cold'))),
    ]:
        took.setdefault(what, []).append(act())

medians = {what: statistics.median(values) for what, values in took.items()}
print(f'{name}: medians of {rounds}, in ms')
for what, median in medians.items():
    ratio = median / medians[what.split(',')[0] + ', cargo-contract']
    print(f'  {what:24}{median:8.1f}{ratio:8.2f}    {min(took[what]):.1f} to {max(took[what]):.1f}')
PY
    stop
}

measure devnet "$MUTUAL_BIN" devnet --silent --port $port
if [ -n "${MUTUAL_NODE-}" ]; then
    measure substrate-contracts-node scripts/node.sh $port
fi
