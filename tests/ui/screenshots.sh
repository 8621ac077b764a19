#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# screenshots.sh DIRECTORY [PROGRAM]: takes pictures of the window in its states, to be
# looked at by people.  PROGRAM is the application over a made-up network, by default
# build/tests/app/portolan-fake.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    sed -n '5,8s/^# //p' "$0" >&2
    exit 2
fi

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "$1"
directory=$(cd "$1" && pwd)
program=$(realpath "${2:-$top/build/tests/app/portolan-fake}")
export GEOMETRY=1280x800 FONT="Cantarell 11" LC_ALL=C.UTF-8 NO_AT_BRIDGE=1

# shot NAME COMMANDS TARGET...: a picture once TARGET... are scanned and COMMANDS, those of
# xdotool with ";" between them, have been carried out.
shot ()
{
    local name=$1 commands=$2
    shift 2

    # shellcheck disable=SC2016
    "$top/tests/app/run-ui.sh" bash -c '
        out=$1 program=$2
        IFS=";" read -ra commands <<<"$3"
        shift 3
        [ -z "${SAVED:-}" ] || python3 "$SAVED" "$(dirname "$program")/../cli/portolan-cli"
        "$program" "$@" & pid=$!
        sleep "${SETTLE:-2}"
        for command in "mousemove 1190 700" "${commands[@]}"; do
            # Words of the command are arguments of xdotool.
            # shellcheck disable=SC2086
            xdotool $command
            sleep 0.7
        done
        import -window root "$out"
        kill "$pid"
    ' shot "$directory/$name.png" "$program" "$commands" "$@" 2>/dev/null
    echo "$directory/$name.png"
}

# To the table and to its fourth row: the fourth port answers in text.
details="mousemove 760 234 click 1;mousemove 1190 700"

FAKE_EMPTY=1 shot empty ""
FAKE_PACE_MS=400 SETTLE=3 shot running "$details" nas.example
shot finished "" nas.example
shot details "$details" nas.example
shot details-hex "$details;key alt+h" nas.example
shot fingerprint "$details;key ctrl+i" nas.example
shot fingerprint-reply "$details;key ctrl+i;key Down" nas.example
shot fingerprint-send "$details;key ctrl+i;key ctrl+3;type http;key ctrl+4" nas.example
shot many-hosts "" nas.example db1.example db2.example printer.example
shot chart "key ctrl+2;mousemove 700 330 click 1" office
shot chart-small-cells "key ctrl+2;key minus;key minus;key minus;key minus" office
shot no-open-ports "" silent
shot no-host "" down
shot hostile "mousemove 760 145 click 1" hostile
shot wrong-target "key ctrl+l;type 192.0.2.0/2!4"
shot large-range "key ctrl+l;type 10.0.0.0/16;key Return"
shot menu "key F10" nas.example
shot profiles "mousemove 910 27 click 1" nas.example
shot shortcuts "key ctrl+question" nas.example
shot deleted "mousemove 100 195 click 1;key Delete" nas.example
shot rename "mousemove 100 195 click 1;key F2" nas.example
GTK_THEME=Adwaita:dark shot dark "$details" nas.example
GTK_THEME=Adwaita:dark shot dark-chart "key ctrl+2;mousemove 700 330 click 1" office
GTK_THEME=HighContrast shot high-contrast "$details" nas.example
GEOMETRY=1024x600 shot small "$details" nas.example
FAKE_RTL=1 shot right-to-left "mousemove 400 234 click 1" nas.example
FAKE_RTL=1 shot right-to-left-chart "key ctrl+2;mousemove 700 330 click 1" office
GEOMETRY=1024x600 shot small-chart "key ctrl+2" office
FONT="Cantarell 16" shot large-text "$details" nas.example

# What changed: the application itself, over saved scans.
compare="mousemove 100 145 click 1;key ctrl+d;mousemove 700 190 click 1;mousemove 1190 780"
export SAVED=$top/tests/ui/sessions.py SETTLE=5
program=$top/build/src/app/portolan
shot compare "$compare"
shot compare-chooser "mousemove 100 145 click 1;key ctrl+shift+d"
shot compare-nothing "mousemove 100 80 click 1;key ctrl+d"
GTK_THEME=Adwaita:dark shot dark-compare "$compare"
GTK_THEME=HighContrast shot high-contrast-compare "$compare"
GEOMETRY=1024x600 shot small-compare "$compare"
