# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/servers.py: the table of the farm's servers and the packages they need."""
import os
from importlib import import_module

import unit

TABLES = ['network', 'mail', 'storage', 'web']
if os.environ.get('PTL_FARM_MORE'):  # farm.py --more
    TABLES += ['more_network', 'more_storage', 'more_web', 'more_names', 'more_data',
               'more_play', 'more_screens']
for table in TABLES:
    import_module(f'servers_{table}')  # declares its servers


# Packages that conflict with another of the farm: unpacked, not installed.
UNPACKED = ['vsftpd', 'exim4-daemon-light']
# Programs the farm itself uses, and libraries of the unpacked packages.
TOOLS = ['iproute2', 'openssl', 'util-linux', 'libwrap0', 'libgnutls-dane0', 'libidn12', 'libnsl2']
# Further packages that servers need beside the one that names their version.
PARTS = ['dovecot-imapd', 'dovecot-pop3d', 'proftpd-mod-crypto', 'nfs-common']
if os.environ.get('PTL_FARM_MORE'):
    PARTS += ['pdns-backend-bind', 'ucspi-tcp', 'dovecot-managesieved', 'socat',
              'libkdc2-heimdal']
    UNPACKED += ['heimdal-kdc']
# Users that the unpacked packages would have made.
USERS = ['Debian-exim']

ALL = unit.ALL
PACKAGES = sorted({server.package for server in ALL if server.package not in UNPACKED} |
                  set(TOOLS) | set(PARTS))
