#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/supervisor.py: runs the farm's servers inside the namespaces farm.py made.

  supervisor.py DIR [NAME...]

Configures and starts every server of servers.py at once, waits until all their ports
listen, writes DIR/manifest.json and stays until it is told to end.  Everything it started,
daemons included, ends with it.
"""
import ctypes
import json
import os
import pwd
import signal
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path

import farm
import servers

READY_SECONDS = 100
PR_SET_CHILD_SUBREAPER = 36


class Place:
    """One server's private directory and what it needs from the farm."""

    def __init__(self, top, server):
        self.top, self.server = top, server
        self.dir = top / server.name
        self.dir.mkdir(mode=0o755, exist_ok=True)
        self.cert, self.key = top / 'cert.pem', top / 'key.pem'
        self.root = os.geteuid() == 0
        self.mapped = whoami_map() == 'mapped'
        self.demote = demotion(server.user)
        self.user = server.user if self.root and not self.mapped else 'root'
        if server.user:
            self.own(self.dir)

    def own(self, path):
        if self.root and not self.mapped:
            os.chown(path, *user_ids(self.server.user))

    def __str__(self):
        return str(self.dir)

    def __truediv__(self, name):
        return self.dir / name

    def write(self, name, text, mode=0o644):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    def mkdir(self, name):
        path = self.dir / name
        path.mkdir(parents=True, exist_ok=True)
        if self.server.user:
            self.own(path)
        return path

    def run(self, *command, **options):
        """A step of the configuration; its output goes to the server's log."""
        with open(self.dir.with_suffix('.log'), 'ab') as log:
            subprocess.run(self.demote + [str(word) for word in command], check=True,
                           stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.dir,
                           **options)


def whoami_map():
    """'unmapped' when this is the machine's own user namespace."""
    fields = Path('/proc/self/uid_map').read_text().split()
    return 'unmapped' if fields == ['0', '0', '4294967295'] else 'mapped'


def user_ids(name):
    entry = pwd.getpwnam(name)
    return entry.pw_uid, entry.pw_gid


def demotion(user):
    """The command that gives up root, for servers that refuse to run as it."""
    if user is None or os.geteuid() != 0:
        return []
    if whoami_map() == 'mapped':
        return ['unshare', '--user', '--map-user=65534', '--map-group=65534']
    uid, gid = user_ids(user)
    return ['setpriv', f'--reuid={uid}', f'--regid={gid}', '--init-groups']


def start_server(place):
    """Configures one server and starts its processes."""
    server = place.server
    with open(place.dir.with_suffix('.log'), 'ab') as log:
        try:
            for command in server.configure(place):
                subprocess.Popen(place.demote + [str(word) for word in command],
                                 stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=place.dir,
                                 env=dict(os.environ, **server.env), start_new_session=True)
        except (OSError, subprocess.CalledProcessError):
            log.write(traceback.format_exc().encode())


# ------------------------------------------------------------------------------ readiness
def listening():
    """The (protocol, address family, port) of all bound sockets."""
    found = set()
    for protocol, name, wanted in (('tcp', 'tcp', '0A'), ('tcp', 'tcp6', '0A'),
                                   ('udp', 'udp', '07'), ('udp', 'udp6', '07')):
        for line in Path(f'/proc/net/{name}').read_text().splitlines()[1:]:
            fields = line.split()
            address, port = fields[1].split(':')
            if fields[3] == wanted:
                found.add((protocol, len(address) == 32, int(port, 16)))
                if len(address) == 32 and int(address, 16) == 0:  # :: takes IPv4 too
                    found.add((protocol, False, int(port, 16)))
    return found


def wait_until_up(chosen):
    """Returns the services that do not listen when the time is over."""
    end = time.monotonic() + READY_SECONDS
    while True:
        up = listening()
        missing = [(server, service) for server in chosen for service in server.services
                   if (service.protocol, ':' in service.address, service.port) not in up]
        if not missing or time.monotonic() > end:
            return missing
        time.sleep(0.1)


# ------------------------------------------------------------------------------- manifest
def row(server, service):
    package = service.package or server.package
    version = service.version or farm.upstream(farm.installed_version(package) or '')
    family = '6' if ':' in service.address else ''
    return dict(id=f'{server.name}-{service.protocol}{family}-{service.port}', package=package,
                address=service.address, port=service.port, protocol=service.protocol,
                tls=service.tls, service=service.names, product_re=service.product,
                version=version, discloses_version=service.discloses)


def write_manifest(top, chosen, missing):
    packages = {server.package for server in chosen}  # a tunnel may lead nowhere
    rows = [row(server, service) for server in chosen for service in server.services
            if (server, service) not in missing and service.package in packages | {None}]
    manifest = dict(services=rows, down=sorted(f'{server.name} {service.protocol}/{service.port}'
                                               for server, service in missing))
    draft = top / 'manifest.draft'
    draft.write_text(json.dumps(manifest, indent=1))
    draft.rename(top / 'manifest.json')


# --------------------------------------------------------------------------------- running
def prepare(top):
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=False)
    if os.getpid() == 1:  # in a mount namespace of our own: a private /run for all
        subprocess.run(['mount', '-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/run'], check=True)
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30',
                    '-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=farm.example.test'],
                   check=True, cwd=top, stderr=subprocess.DEVNULL)
    (top / 'key.pem').chmod(0o644)  # servers of several users read it


def end_all(*_):
    """Ends every process below this one; daemons have become its children."""
    if os.getpid() == 1:
        sys.exit(0)  # the process namespace goes with its first process
    for _ in range(50):
        children = Path(f'/proc/self/task/{os.getpid()}/children').read_text().split()
        if not children:
            break
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        time.sleep(0.05)
        reap()
    sys.exit(0)


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def main():
    top = Path(sys.argv[1])
    names = sys.argv[2:]
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGTERM, end_all)
    os.umask(0o022)
    prepare(top)
    can_be_root = os.geteuid() == 0 and whoami_map() == 'unmapped'
    chosen = [server for server in servers.ALL
              if (not names or server.name in names) and (can_be_root or not server.needs_root)]
    threads = [threading.Thread(target=start_server, args=[Place(top, server)])
               for server in chosen]
    for thread in threads:
        thread.start()
    missing = wait_until_up(chosen)
    write_manifest(top, chosen, missing)
    while True:
        reap()
        time.sleep(1)


if __name__ == '__main__':
    main()
