#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
#
# run-ui.sh COMMAND...: runs it on a display and a session bus of its own, which end with
# it.  GEOMETRY is that of the display.  Status 77 (skipped) where there is no Xvfb.
set -euo pipefail

for tool in Xvfb dbus-run-session; do
    command -v "$tool" >/dev/null || { echo "1..0 # SKIP no $tool"; exit 77; }
done

scratch=$(mktemp -d)
trap 'kill "$xvfb" 2>/dev/null || true; rm -rf "$scratch"' EXIT

# The display and the bus outlive a fault of the command, never this script.
Xvfb -displayfd 3 -screen 0 "${GEOMETRY:-1280x1024}x24" -nolisten tcp -noreset \
    3>"$scratch/display" >/dev/null 2>&1 </dev/null &
xvfb=$!
for _ in $(seq 200); do
    [ -s "$scratch/display" ] && break
    sleep 0.05
done

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS
DISPLAY=:$(<"$scratch/display")
export DISPLAY GDK_BACKEND=x11 GSETTINGS_BACKEND=memory
export XDG_RUNTIME_DIR=$scratch XDG_DATA_HOME=$scratch/data XDG_CONFIG_HOME=$scratch/config
mkdir -p "$XDG_CONFIG_HOME/gtk-3.0"
printf '[Settings]\ngtk-font-name=%s\ngtk-enable-animations=0\n' "${FONT:-Sans 11}" \
    >"$XDG_CONFIG_HOME/gtk-3.0/settings.ini"

# What the bus starts says things of its own; standard output is the command's.
exec 3>&1
# shellcheck disable=SC2016
dbus-run-session -- bash -c 'exec "$@" >&3 3>&-' run-ui "$@" >&2
