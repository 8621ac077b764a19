#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# tests/farm/policy-rc.d: keeps maintainer scripts from starting daemons while the farm installs.
exit 101
