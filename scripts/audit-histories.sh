#!/usr/bin/env bash
# Audits random histories: plays of the model on the embedded devnet, through the real index, in the middle and at the end.
#
# usage: scripts/audit-histories.sh [HISTORIES [FIRST_SEED [STEPS]]]      (default 1000, 1 and 150 steps before the end)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export MUTUAL_HISTORIES=${1:-1000} MUTUAL_SEED=${2:-1} MUTUAL_STEPS=${3:-150}
exec cargo test --quiet --workspace --test it -- --nocapture --exact \
    history::plays::the_audit_finds_nothing_wrong_with_histories_in_which_nothing_is
