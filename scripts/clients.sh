#!/usr/bin/env bash
# Tries other people's tools on the devnet, unchanged: cargo-contract, polkadot.js, subxt 0.38 and ink_e2e; and the key
# files of @polkadot/keyring in the command, both ways.
#
# usage: scripts/clients.sh [CLIENT...]     of cargo-contract, polkadot-js, keyring, subxt-0.38, ink-e2e; all by default
#
# They are kept in tests/clients with their lock files. subxt 0.51 is tried by client/devnet/tests/it/backends.rs. What is
# missing on this machine is said; the others are tried, and then it ends with 3.
#
# environment:
#   MUTUAL_URL     a node to try them on instead, such as ws://127.0.0.1:9944; it needs a chain without the flipper on it
#   MUTUAL_CACHE   where compiled clients are kept (default: ~/.cache/mutual)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
clients=$root/tests/clients
cache=${MUTUAL_CACHE:-$HOME/.cache/mutual}
bundle=$clients/flipper/flipper.contract
say() { printf 'clients: %s\n' "$*" >&2; }
case ${1-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
named=$#
[ $# -gt 0 ] || set -- cargo-contract polkadot-js keyring subxt-0.38 ink-e2e

work=$(mktemp -d)
# Each client runs in a subshell, which may start another chain, so the process is known by a file.
stop() {
    [ -e "$work/pid" ] || return 0
    local pid
    pid=$(cat "$work/pid")
    rm "$work/pid"
    kill "$pid" 2>/dev/null || true
    # It may be the child of another shell, for which there is no waiting.
    wait "$pid" 2>/dev/null || while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
}
trap 'stop; rm -rf "$work"' EXIT

# missing WHAT: says so, and lets the script end with 3 when the others have been tried.
missing() {
    say "$1 is missing"
    touch "$work/missing"
}

# Starts a fresh chain and sets `url`.
fresh() {
    if [ -n "${MUTUAL_URL-}" ]; then url=$MUTUAL_URL; return; fi
    stop
    "$mutual" devnet --port 0 >"$work/devnet" 2>&1 &
    echo $! >"$work/pid"
    for _ in $(seq 200); do
        url=$(sed -n 's/.*Running JSON-RPC server: addr=\([0-9.:]*\).*/ws:\/\/\1/p' "$work/devnet")
        [ -z "$url" ] || return 0
        sleep 0.05
    done
    say "the devnet does not start:"
    cat "$work/devnet" >&2
    exit 1
}

contract() { "$tool" contract "$@" --url "$url" --output-json; }

run_cargo_contract() {
    tool=${CARGO_CONTRACT:-$(command -v cargo-contract || true)}
    [ -n "$tool" ] || tool=$cache/bin/cargo-contract
    [ -x "$tool" ] || { missing cargo-contract; return 0; }
    cp "$bundle" "$work/flipper.contract"
    # In a folder with a manifest it would look for a contract there.
    cd "$work"
    local file=flipper.contract to hash shown
    contract upload "$file" --suri //Alice -x >"$work/upload"
    hash=$(python3 -c "import json,sys; print(json.load(open(sys.argv[1]))['code_hash'])" "$work/upload")
    contract instantiate "$file" --suri //Alice --constructor new --args false -x -y >"$work/instantiate"
    to=$(python3 -c "import json,sys; print(json.load(open(sys.argv[1]))['contract'])" "$work/instantiate")
    contract call "$file" --contract "$to" --suri //Bob --message flip >"$work/dry"
    grep -q Success "$work/dry" || grep -q '"Ok"' "$work/dry" || { cat "$work/dry" >&2; exit 1; }
    for _ in 1 2 3; do contract call "$file" --contract "$to" --suri //Bob --message flip -x -y >"$work/call"; done
    grep -q ContractEmitted "$work/call" || { cat "$work/call" >&2; exit 1; }
    shown=$(contract call "$file" --contract "$to" --suri //Bob --message get)
    grep -qi true <<<"$shown" || { say "the switch does not show true: $shown"; exit 1; }
    contract call "$file" --contract "$to" --suri //Bob --message flip >"$work/worn" 2>&1 || true
    grep -q WornOut "$work/worn" || { cat "$work/worn" >&2; exit 1; }
    contract info --all >"$work/info"
    grep -q "$to" "$work/info" || { cat "$work/info" >&2; exit 1; }
    contract info --contract "$to" >"$work/info"
    grep -q "$hash" "$work/info" || { cat "$work/info" >&2; exit 1; }
    contract storage "$file" --contract "$to" >"$work/storage"
    grep -q value "$work/storage" || { cat "$work/storage" >&2; exit 1; }
    # Code that an instance uses stays; code that none uses goes.
    if contract remove "$file" --suri //Alice --code-hash "$hash" -x >"$work/remove" 2>&1; then
        say "code in use was removed"; exit 1
    fi
    grep -q CodeInUse "$work/remove" || { cat "$work/remove" >&2; exit 1; }
    if [ -n "${MUTUAL_URL-}" ]; then
        say "cargo-contract: upload, instantiate, call, info and storage are as they should be; to remove needs another chain"
        return 0
    fi
    fresh
    contract upload "$file" --suri //Alice -x >/dev/null
    contract remove "$file" --suri //Alice --code-hash "$hash" -x >/dev/null
    say "cargo-contract: upload, instantiate, call, info, storage and remove are as they should be"
}

# Puts a client of npm into the cache with what it needs, and goes there.
with_npm() {
    mkdir -p "$cache/clients/$1"
    cp "$clients/$1"/*.json "$clients/$1"/*.mjs "$cache/clients/$1/"
    cd "$cache/clients/$1"
    npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >&2
}

run_polkadot_js() {
    command -v npm >/dev/null || { missing npm; return 0; }
    with_npm polkadot-js
    node client.mjs "$url" "$bundle"
}

run_keyring() {
    command -v npm >/dev/null || { missing npm; return 0; }
    with_npm keyring
    node keyring.mjs try "$mutual" "$url"
}

run_subxt_0_38() {
    cd "$clients/subxt-0.38"
    CARGO_TARGET_DIR=$cache/clients/subxt-0.38 cargo run --locked --quiet -- "$url"
}

# By a node that runs, and by a binary that it starts itself.
run_ink_e2e() {
    cd "$clients/flipper"
    [ -x "$cache/bin/cargo-contract" ] && PATH=$cache/bin:$PATH
    command -v cargo-contract >/dev/null || { missing cargo-contract; return 0; }
    local tools
    tools=$("$root/scripts/setup.sh" --print-env) || { missing "the toolchain for contracts"; return 0; }
    eval "$tools"
    export CARGO_TARGET_DIR=$cache/clients/ink-e2e RUSTUP_TOOLCHAIN=$MUTUAL_WASM_TOOLCHAIN
    CONTRACTS_NODE_URL=$url cargo test --locked --features e2e-tests
    printf '#!/bin/sh\nexec "%s" devnet --port 0\n' "$mutual" >"$work/substrate-contracts-node"
    chmod +x "$work/substrate-contracts-node"
    CONTRACTS_NODE=$work/substrate-contracts-node cargo test --locked --features e2e-tests
}

(cd "$root" && cargo build --workspace --bin mutual)
mutual=$(cd "$root" && realpath "${CARGO_TARGET_DIR:-$root/target}/debug/mutual")
unset CARGO_TARGET_DIR
for client in "$@"; do
    case $client in cargo-contract | polkadot-js | keyring | subxt-0.38 | ink-e2e) ;; *) say "unknown client '$client'"; exit 2 ;; esac
    fresh
    say "$client"
    ("run_${client//[-.]/_}")
done
[ ! -e "$work/missing" ] || exit 3
