#!/usr/bin/env bash
# Records blocks of substrate-contracts-node into client/devnet/tests/recorded/, where the tests make them again.
#
# usage: scripts/record-blocks.sh [PORT]
#
# It runs the node (scripts/node.sh) on PORT (default: 19955) for some twenty seconds. Run it when what is recorded is to
# change: the blocks are new each time, as they hold the time.
set -euo pipefail

case ${1:-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
port=${1:-19955}
mkdir -p client/devnet/tests/recorded
scripts/node.sh --which >/dev/null
cargo test --workspace --test it --no-run

log=$(mktemp)
scripts/node.sh "$port" 2>"$log" &
node=$!
trap 'kill "$node" 2>/dev/null || true; rm -f "$log"' EXIT
for _ in $(seq 120); do
    grep -q 'Running JSON-RPC server' "$log" && break
    kill -0 "$node" 2>/dev/null || { cat "$log" >&2; exit 1; }
    sleep 1
done
MUTUAL_NODE_URL=ws://127.0.0.1:$port cargo test --workspace --test it -- --ignored --exact replay::record
