#!/usr/bin/env bash
# Records blocks of substrate-contracts-node into client/devnet/tests/recorded/, where the tests make them again.
#
# usage: scripts/record-blocks.sh [PORT]
#
# It runs the node (scripts/node.sh) on PORT (default: 19955) twice, for some ten seconds each. Run it when what is recorded
# is to change: the blocks are new each time, as they hold the time.
set -euo pipefail

case ${1:-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "$0"; exit 0 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
port=${1:-19955}
mkdir -p client/devnet/tests/recorded
scripts/node.sh --which >/dev/null
cargo test --workspace --test it --no-run

work=$(mktemp -d)
node=
stop() { [ -z "$node" ] || { kill "$node" && wait "$node"; } 2>/dev/null || true; node=; }
trap 'stop; rm -rf "$work"' EXIT

# run COMMAND...: runs the node until it is ready.
run() {
    "$@" 2>"$work/log" &
    node=$!
    for _ in $(seq 120); do
        grep -q 'Running JSON-RPC server' "$work/log" && return
        kill -0 "$node" 2>/dev/null || break
        sleep 1
    done
    cat "$work/log" >&2
    exit 1
}
record() {
    MUTUAL_RECORD=$1 MUTUAL_SPECIFICATION=$work/specification.json MUTUAL_NODE_URL=ws://127.0.0.1:$port \
        cargo test --workspace --test it -- --ignored --exact replay::record
}

run scripts/node.sh "$port"
record transfers
stop
# As in scripts/node.sh, with a chain that has a contract from its beginning.
run "$(scripts/node.sh --which)" --chain "$work/specification.json" --tmp --no-mdns --no-telemetry --no-prometheus \
    --listen-addr /ip4/127.0.0.1/tcp/0 --in-peers 0 --out-peers 0 --rpc-port "$port"
record calls
