#!/usr/bin/env bash
# Draws the pictures of kzq in a real xterm on white with sixteen colours, as docs/pictures has them:
#   checks/xterm.sh target/debug/kzq
# Needs Xvfb, xterm, xdotool and ImageMagick. Look at what has changed before you commit it.
set -euo pipefail
cd "$(dirname "$0")/.."
kzq=$(realpath "${1:-target/debug/kzq}")
home=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$home"' EXIT

# Prints a free display number.
free_display() {
    local number=90
    while [ -e "/tmp/.X$number-lock" ]; do number=$((number + 1)); done
    echo "$number"
}

# picture NAME SIZE KEYS...: presses keys in kzq and keeps a picture of the window.
picture() {
    local name=$1 size=$2 display
    shift 2
    display=:$(free_display)
    Xvfb "$display" -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 &
    local server=$!
    sleep 1
    env -u COLORTERM -u KZQ_THEME HOME="$home" XDG_CONFIG_HOME="$home" XDG_STATE_HOME="$home" DISPLAY="$display" \
        xterm -tn xterm -geometry "$size+0+0" -bg white -fg black -fa "DejaVu Sans Mono" -fs 10 -e "$kzq" --example --fresh --private &
    sleep 3
    DISPLAY=$display xdotool mousemove 200 200
    for key in "$@"; do DISPLAY=$display xdotool key --delay 60 "$key"; done
    sleep 1
    local window
    window=$(DISPLAY=$display xdotool search --class xterm | tail -n 1)
    DISPLAY=$display import -window "$window" -colors 64 "PNG8:docs/pictures/$name.png"
    kill "$server"
    wait "$server" 2>/dev/null || true
}

picture xterm-white-120x36 120x36 slash r e f o r m Return j space j
picture xterm-white-80x24 80x24 G equal
