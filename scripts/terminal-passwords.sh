#!/usr/bin/env bash
# Tries the command's prompts in a real terminal, which tmux gives it: a password is not shown while it is typed, can be
# corrected, and Ctrl-C gives up with 130 and leaves the terminal as it was.
#
# usage: scripts/terminal-passwords.sh [MUTUAL]     the command to try; by default it is built
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
say() { printf 'terminal: %s\n' "$*" >&2; }
case ${1-} in
    -h | --help) sed -n '2,/^set -/{/^set -/d;s/^# \{0,1\}//;p;}' "${BASH_SOURCE[0]}"; exit 0 ;;
esac
command -v tmux >/dev/null || { say "tmux is missing"; exit 3; }
if [ $# -gt 0 ]; then
    mutual=$(realpath "$1")
else
    (cd "$root" && cargo build --workspace --bin mutual)
    mutual=$(cd "$root" && realpath "${CARGO_TARGET_DIR:-$root/target}/debug/mutual")
fi

work=$(mktemp -d)
t() { tmux -S "$work/socket" "$@"; }
# The shell in it may still be writing.
trap 't kill-server 2>/dev/null || true; rm -rf "$work" 2>/dev/null || { sleep 1; rm -rf "$work"; }' EXIT
t -f /dev/null new-session -d -x 200 -y 50 "env -i PATH=$PATH HOME=$work TERM=screen PS1='ready> ' bash --norc --noprofile"
screen() { t capture-pane -p -t 0; }
keys() { t send-keys -t 0 "$@"; }

# await TEXT: waits until the screen shows it.
await() {
    for _ in $(seq 300); do
        if screen | grep -qF -- "$1"; then return 0; fi
        sleep 0.1
    done
    say "the screen does not show '$1':"
    screen >&2
    exit 1
}
# never TEXT: the screen does not show it.
never() { if screen | grep -qF -- "$1"; then say "the screen shows '$1':"; screen >&2; exit 1; fi; }
run() { keys -l "clear; $*; echo code=\$?"; keys Enter; }

await 'ready>'
run "$mutual account new mere"
await 'A password for'
keys -l 'corrrect hose'
keys C-u
keys -l 'correct horsf'
keys BSpace
keys -l 'e'
keys Enter
await 'The same again'
keys -l 'correct horse'
keys Enter
await 'Show its secret words now'
keys Enter
await 'code=0'
never 'hors'
never 'secret words  '
say "a password is not shown, and may be corrected while it is typed"

run "$mutual account export mere --secret"
await 'Really show it here?'
keys -l y
keys Enter
await 'Password of'
keys -l 'wrong'
keys Enter
await 'That is not it'
keys -l 'correct horse'
keys Enter
await 'code=0'
never 'wrong'
never 'correct horse'
screen | grep -q '^secret *0x' || { say "the secret was to be shown:"; screen >&2; exit 1; }
say "a wrong password may be typed again"

run "$mutual account new other"
await 'A password for'
keys -l 'correct'
keys C-c
await 'code=130'
never 'correct'
test ! -e "$work/.config/mutual/keys/other.json" || { say "an account was made all the same"; exit 1; }
keys -l 'clear; stty -a | tr ";" "\n" | grep -ow -e "-echo" -e "-icanon" -e "-isig"; echo left=$?'
keys Enter
await 'left=1'
keys -l 'echo is seen'
await 'echo is seen'
say "Ctrl-C at a hidden prompt gives up with 130, and the terminal is as it was"
keys C-u

run "$mutual account remove mere"
await 'Remove the account'
keys C-c
# The shell gives up the rest of the line, too.
keys -l 'echo code=$?'
keys Enter
await 'code=130'
test -e "$work/.config/mutual/keys/mere.json" || { say "the account is gone"; exit 1; }
say "Ctrl-C at a question gives up with 130"
