#!/usr/bin/env bash
# The command in a real terminal (tmux): it asks and No is the default, Ctrl-C at a question ends with 130 and sends
# nothing, on 60 columns nothing is cut, and colour is there unless NO_COLOR says no.
#
# It takes the command as it was built last: `cargo build --workspace --bin mutual`.
set -euo pipefail
cd "$(dirname "$0")/.."

mutual="${CARGO_TARGET_DIR:-target}/debug/mutual"
[[ -x $mutual ]] || { echo "there is no $mutual: cargo build --workspace --bin mutual" >&2; exit 2; }
command -v tmux > /dev/null || { echo "this takes tmux" >&2; exit 2; }
folder=$(mktemp -d)
socket="mutual-terminal-$$"
port=$((20000 + RANDOM % 20000))
"$mutual" devnet --port "$port" --silent > "$folder/devnet" 2>&1 &
devnet=$!
end() {
    tmux -L "$socket" kill-server 2> /dev/null || true
    kill "$devnet" 2> /dev/null || true
    rm -rf "$folder"
}
trap end EXIT
export MUTUAL_URL="ws://127.0.0.1:$port"
for _ in $(seq 100); do "$mutual" account show //Alice > /dev/null 2>&1 && break; sleep 0.1; done
MUTUAL_CONTRACT=$("$mutual" society found client/examples/cannons-creek.toml --suri //Alice --yes 2> /dev/null | sed -n 's/^society\t//p')
export MUTUAL_CONTRACT

# in_terminal COLUMNS KEYS COMMAND: types COMMAND into a terminal, then KEYS at its question, and prints what is on it.
in_terminal() {
    local columns=$1 keys=$2 command=$3 screen
    tmux -L "$socket" -f /dev/null new-session -d -x "$columns" -y 200 -e PS1='$ ' -- bash --norc --noprofile
    tmux -L "$socket" send-keys "export PATH=$(dirname "$(realpath "$mutual")"):\$PATH MUTUAL_URL=$MUTUAL_URL MUTUAL_CONTRACT=$MUTUAL_CONTRACT; clear" Enter
    sleep 0.5
    tmux -L "$socket" send-keys "$command; echo ended with \$?" Enter
    for _ in $(seq 100); do
        screen=$(tmux -L "$socket" capture-pane -p -e)
        if [[ -n $keys && $screen == *"[y/N]"* ]]; then
            tmux -L "$socket" send-keys "$keys"
            # An interrupted line is not gone on with by the shell.
            if [[ $keys == C-c ]]; then sleep 1; tmux -L "$socket" send-keys 'echo ended with $?' Enter; fi
            keys=
        fi
        # The typed line itself ends in a variable, and not in a number.
        [[ $screen == *"ended with "[0-9]* ]] && break
        sleep 0.1
    done
    tmux -L "$socket" capture-pane -p -e
    tmux -L "$socket" kill-session
}

wrong=0
check() { # check WHAT SCREEN PATTERN: whether the screen shows the pattern
    if grep -qE -- "$3" <<< "$2"; then echo "ok: $1"; else echo "NOT: $1"; echo "$2"; wrong=1; fi
}

screen=$(in_terminal 100 Enter "mutual account send //Bob '1 UNIT' --suri //Alice")
check "it asks, and Enter is No" "$screen" 'ended with 130'
check "and nothing was sent" "$screen" 'cancelled: nothing was sent'
screen=$(in_terminal 100 C-c "mutual account send //Bob '1 UNIT' --suri //Alice")
check "Ctrl-C at the question ends with 130" "$screen" 'ended with 130'
screen=$(in_terminal 100 $'yes\n' "mutual account send //Bob '1 UNIT' --suri //Alice")
check "yes sends it" "$screen" 'ended with 0'
screen=$(in_terminal 100 '' "mutual account send //Bob '1 UNIT' --suri //Alice < /dev/null")
check "without a terminal to ask on it ends with 9" "$screen" 'ended with 9'
screen=$(in_terminal 60 '' "mutual society show")
check "an address is whole on 60 columns" "$screen" '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
check "headings are bold on a terminal" "$screen" $'\e\\[1m'
if awk '{ gsub(/\033\[[0-9;]*m/, ""); if (length($0) > 60) exit 1 }' <<< "$screen"; then echo "ok: no line is longer"; else wrong=1; fi
screen=$(in_terminal 60 '' "NO_COLOR=1 mutual society show")
if grep -q $'\e\\[1m' <<< "$screen"; then echo "NOT: NO_COLOR is heard"; wrong=1; else echo "ok: NO_COLOR is heard"; fi
screen=$(in_terminal 60 '' "TERM=dumb mutual proposal show 9")
check "an error is plain where TERM is dumb" "$screen" '^error: there is no proposal 9'
exit $wrong
