#!/usr/bin/env bash
# Asks substrate-contracts-node and the devnet the same and compares the answers. It starts a node of its own.
#
# usage: scripts/same-answers.sh [--record]
#        --record   keeps the node's answers in client/devnet/tests/same_answers/node.json
#
# What differs must be what client/devnet/README.md lists. Ends with 3 where there is no node; see scripts/node.sh.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
say() { printf 'same-answers: %s\n' "$*" >&2; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }

record=
case ${1-} in
    '') ;;
    --record) record=1 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac

scripts/node.sh --which >/dev/null
port=${MUTUAL_PORT:-19955}
log=$(mktemp)
scripts/node.sh "$port" >"$log" 2>&1 &
node=$!
trap 'kill "$node" 2>/dev/null || true; wait "$node" 2>/dev/null || true; rm -f "$log"' EXIT
for _ in $(seq 600); do
    grep -q 'Running JSON-RPC server' "$log" && break
    kill -0 "$node" 2>/dev/null || { say "the node ended:"; tail -5 "$log" >&2; exit 1; }
    sleep 0.2
done
grep -q 'Running JSON-RPC server' "$log" || { say "the node is not ready after two minutes"; exit 1; }

export MUTUAL_NODE_URL=ws://127.0.0.1:$port
[ -n "$record" ] && export MUTUAL_RECORD=1
cargo test --workspace --test it the_answers_are_those_of_a_node_that_runs -- --ignored --nocapture
