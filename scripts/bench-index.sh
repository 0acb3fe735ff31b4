#!/usr/bin/env bash
# How long it takes to index a society with many events, and to audit it.
#
# usage: scripts/bench-index.sh [EVENTS [RUNS]]      (default 100000 and 5)
#
# The events are real: messages signed by 64 members, some 120 to a block, on the embedded devnet with its server, which
# the indexer speaks to over WebSocket in the same process. Making them takes some minutes. Printed are each run and the
# medians; the machine, and what else it does, decide about them, so nothing is asked of them here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export MUTUAL_EVENTS=${1:-100000} MUTUAL_RUNS=${2:-5}
# The client as it is released: optimised. All else is as in other tests.
exec cargo test --quiet --workspace --config profile.dev.package.mutual-client.opt-level=3 --test it \
    -- --ignored --nocapture --exact history::speed::how_long_many_events_take
