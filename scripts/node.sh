#!/usr/bin/env bash
# Runs substrate-contracts-node in its dev mode: one node, state thrown away, reachable only from this machine.
#
# usage: scripts/node.sh [PORT]     runs it; JSON-RPC on 127.0.0.1:PORT (default 9944)
#        scripts/node.sh --which    prints the path of the binary, or ends with 3
#
# It is ready, after some ten seconds, when it prints "Running JSON-RPC server: addr=127.0.0.1:PORT".
# You seldom need it: `mutual devnet` runs the same runtime without a node.
#
# environment:
#   MUTUAL_NODE    path of the binary to use
#   MUTUAL_CACHE   where binaries are kept (default: ~/.cache/mutual)
#   MUTUAL_SHARED  folder that may hold the binary as .xz (default: ../shared/bin)
set -euo pipefail

NAME=substrate-contracts-node

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${MUTUAL_CACHE:-$HOME/.cache/mutual}
shared=${MUTUAL_SHARED:-$root/../shared/bin}

say() { printf 'node: %s\n' "$*" >&2; }
die() { local code=$1; shift; say "$@"; exit "$code"; }
usage() { sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; }
runs() { [ -x "$1" ] && "$1" --version >/dev/null 2>&1; }

# Sets `node` to a binary that runs here, unpacking it if need be.
find_node() {
    local new=$cache/bin/.$NAME.$$
    if [ -n "${MUTUAL_NODE-}" ]; then
        runs "$MUTUAL_NODE" || die 3 "MUTUAL_NODE is '$MUTUAL_NODE', which does not run; unset it or give another path"
        node=$MUTUAL_NODE
        return 0
    fi
    node=$(command -v "$NAME" || true)
    if [ -n "$node" ] && runs "$node"; then return 0; fi
    node=$cache/bin/$NAME
    if runs "$node"; then return 0; fi
    if [ -r "$shared/$NAME.xz" ] && command -v xz >/dev/null; then
        mkdir -p "$cache/bin"
        xz -dc "$shared/$NAME.xz" >"$new" && chmod 755 "$new"
        if runs "$new"; then
            mv -f "$new" "$node"
            say "unpacked $shared/$NAME.xz into $cache/bin"
            return 0
        fi
        rm -f "$new"
        say "$shared/$NAME.xz does not run on this machine"
    fi
    say "$NAME is missing. Do one of:"
    say "  - take the release binary 0.42.0 of $NAME, and put it on PATH or at $node"
    say "  - compile it: cargo install --locked contracts-node@0.42.0 (needs protoc, clang and hours)"
    die 3 "  - do without it: 'mutual devnet' runs the same runtime, and the tests skip what needs the node"
}

case ${1-} in
    -h | --help) usage; exit 0 ;;
    --which) find_node; printf '%s\n' "$node"; exit 0 ;;
    -*) usage >&2; die 2 "unknown option '$1'" ;;
esac
[ $# -le 1 ] || die 2 "one port at most"
port=${1:-9944}
case $port in
    *[!0-9]*) die 2 "'$port' is not a port number" ;;
esac
{ [ ${#port} -le 5 ] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ]; } || die 2 "'$port' is not a port number"

find_node
# These flags keep it to itself: no peers, no telemetry, no metrics, nothing that listens beyond loopback.
exec "$node" --dev --tmp --no-mdns --no-telemetry --no-prometheus \
    --listen-addr /ip4/127.0.0.1/tcp/0 --in-peers 0 --out-peers 0 --rpc-port "$port"
