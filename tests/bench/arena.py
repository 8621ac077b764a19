# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Where scanners meet: a network namespace of the bench's own, and the farm in it."""
import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import sys

INSIDE = 'PORTOLAN_BENCH_INSIDE'
TURN = 'PORTOLAN_BENCH_TURN'


def enter():
    """Goes on in a new network namespace; needs root or unprivileged user namespaces."""
    if INSIDE in os.environ:
        subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
        return
    os.environ[INSIDE] = '1'
    way = ['unshare', '--net'] if os.geteuid() == 0 else ['unshare', '--net', '--map-root-user']
    os.execvp('unshare', [*way, sys.executable, *sys.argv])


@contextlib.contextmanager
def turn(alone):
    """Of all lanes one at a time is inside, where it is to be alone."""
    path = os.environ.get(TURN)
    if not alone or path is None:
        yield
        return
    with open(path, 'wb') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Farm:
    """The program service-farm, or that of FARM_PROGRAM, while the "with" lasts.

    The truth is a dictionary: (address, port) -> (role, service, product)."""

    def __init__(self, build, mix, count, hosts=16, address='127.0.1.1', way_in=(),
                 same_ports=False):
        program = os.environ.get('FARM_PROGRAM', str(build / 'tests/bench/service-farm'))
        self.command = [*way_in, program, '--mix', mix, '--count', str(count),
                        '--hosts', str(hosts), '--address', address,
                        *(['--same-ports'] if same_ports else [])]
        self.truth = {}
        self.connections = self.handshakes = 0

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if line == 'ready\n':
                return self
            address, port, role, service, product = line.rstrip('\n').split(' ', 4)
            self.truth[address, int(port)] = (role, service, product)
        raise RuntimeError(f'{self.command[0]} did not start')

    def __exit__(self, *_):
        costs, _ = self.process.communicate()
        found = re.search(r'connections (\d+) handshakes (\d+)', costs)
        if found is not None:
            self.connections, self.handshakes = map(int, found.groups())

    @property
    def targets(self):
        return sorted({address for address, _ in self.truth},
                      key=lambda address: tuple(map(int, address.split('.'))))

    @property
    def ports(self):
        numbers = [port for _, port in self.truth]
        return f'{min(numbers)}-{max(numbers)}'


class Wire:
    """The program wire while the "with" lasts: a link to hosts 10.77.0.1 and following."""

    def __init__(self, build, *arguments):
        self.build = build
        self.command = [str(build / 'tests/bench/wire'), *arguments]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        found = re.match(r'wire (\d+)', self.process.stdout.readline())
        if found is None:
            raise RuntimeError(f'{self.command[0]} did not start')
        self.way_in = ['nsenter', f'--net=/proc/{found[1]}/ns/net']
        return self

    def __exit__(self, *_):
        self.process.communicate()

    def farm(self, mix, count):
        return Farm(self.build, mix, count, hosts=1, address='10.77.0.1', way_in=self.way_in)


def require(*programs):
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        sys.exit(f'bench: not installed: {", ".join(missing)}')
