# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# build-aux/setup.sh: what build-aux/run and build-aux/check share: messages, packages,
# building.  To be sourced at the top of the source tree, under set -euo pipefail.

say () { printf '%s: %s\n' "${0##*/}" "$*"; }

die ()
{
    say "$@" >&2
    exit 1
}

# Runs a command without a word; if it fails, shows the end of what it said and stops.
quietly ()
{
    local log status=0

    log=$(mktemp)
    "$@" >"$log" 2>&1 || status=$?
    [ "$status" = 0 ] || tail -n 100 "$log" >&2
    rm -f "$log"
    [ "$status" = 0 ] || die "failed: $*"
}

# Those of the packages named in the files that are not installed, one a line.
missing_packages ()
{
    local wanted

    wanted=$(sed 's/#.*//; /^[[:space:]]*$/d' "$@" | LC_ALL=C sort -u)
    # shellcheck disable=SC2086 # one package a word
    LC_ALL=C comm -23 <(printf '%s\n' $wanted) \
        <(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' $wanted \
              2>/dev/null | sed -n 's/^installed //p' | LC_ALL=C sort -u)
}

# Whether as_root works; asks for sudo's password where there is somebody to ask.
can_be_root ()
{
    [ "$(id -u)" = 0 ] && return
    command -v sudo >/dev/null || return
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }
}

as_root ()
{
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs what is missing of the packages that the files name.
install_packages ()
{
    local missing command

    if ! command -v dpkg-query >/dev/null; then
        say "no dpkg here: I take it that what $* name is installed"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0

    command="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    if ! can_be_root; then
        die "${#missing[@]} packages are missing, and I am neither root nor may I use sudo." \
            "As root, run this, then me again:
  $command"
    fi
    say "installing ${#missing[@]} packages"
    as_root build-aux/install-packages "${missing[@]}" ||
        die "the packages could not be installed. To see why, run as root:
  $command"
}

# build DIRECTORY [MESON OPTION...]: configures where that has not been done, and compiles.
build ()
{
    local dir=$1
    shift

    if [ ! -f "$dir/build.ninja" ]; then
        say "configuring $dir"
        quietly meson setup "$dir" "$@"
    fi
    say "building $dir"
    if [ -t 1 ]; then
        ninja -C "$dir" || die "$dir does not build"
    else
        quietly ninja -C "$dir" --quiet
    fi
}
