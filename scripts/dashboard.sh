#!/usr/bin/env bash
# Looks at the dashboard in headless Chromium: each page, at two widths, light, dark and on paper, with axe-core, by keyboard,
# without scripts, while a vote is cast, with hostile text, and as files from a plain file server.
#
# usage: scripts/dashboard.sh [SHOTS]     where pictures of the pages go (default: target/dashboard)
#
# Chromium is Debian's package `chromium`, which is installed if there is none; playwright-core and axe-core come from the lock
# file in tests/dashboard. The society is the one of tests/it/dashboard/scene.rs.
#
# environment:
#   MUTUAL_CHROMIUM   another Chromium
#   MUTUAL_CACHE      where the tools are kept (default: ~/.cache/mutual)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${MUTUAL_CACHE:-$HOME/.cache/mutual}
case ${1-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
cd "$root"
shots=$(realpath -m "${1:-target/dashboard}")
mkdir -p "$shots"
say() { printf 'dashboard: %s\n' "$*" >&2; }

if [ -z "${MUTUAL_CHROMIUM-}" ]; then
    if ! command -v chromium >/dev/null; then
        say "installing Chromium"
        apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
    fi
    MUTUAL_CHROMIUM=$(command -v chromium)
fi
export MUTUAL_CHROMIUM

tools=$cache/clients/dashboard
mkdir -p "$tools"
cp tests/dashboard/*.json tests/dashboard/*.mjs "$tools/"
(cd "$tools" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error >&2)

say "making the society"
work=$(mktemp -d)
mkfifo "$work/in"
pid=
stop() {
    # The end of its input is its end.
    exec 3>&- || true
    [ -z "$pid" ] || wait "$pid" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT
MUTUAL_PAGES=$work/pages cargo test --quiet --workspace --test it -- \
    --ignored --nocapture --exact dashboard::browser::a_society_for_a_browser <"$work/in" >"$work/out" 2>"$work/err" &
pid=$!
exec 3>"$work/in"
until grep -q '^READY' "$work/out"; do
    kill -0 "$pid" 2>/dev/null || { cat "$work/out" "$work/err" >&2; exit 1; }
    sleep 0.2
done
field() { sed -n "s/^READY.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" "$work/out"; }

say "looking at it"
coproc node "$tools/check.mjs" "$(field url)" "$work/pages" "$(field open)" "$(field hostile)" "$shots"
checks=$COPROC_PID
exec 4<&"${COPROC[0]}" 5>&"${COPROC[1]}"
while read -r line <&4; do
    case $line in
        VOTE)
            echo Hemi >&3
            until grep -q '^VOTED' "$work/out"; do
                kill -0 "$pid" 2>/dev/null || { cat "$work/out" "$work/err" >&2; exit 1; }
                sleep 0.2
            done
            echo done >&5
            ;;
        *) echo "$line" ;;
    esac
done
wait "$checks"
