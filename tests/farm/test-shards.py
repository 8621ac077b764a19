#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/test-shards.py: four machines share a scan over SSH, as the manual says.

  test-shards.py PORTOLAN_CLI

The machines are network namespaces, each with an SSH server, around one switch; the hosts
they scan are addresses of a fifth.  GNU parallel runs a shard on each, merge makes one
session of what they write, and that is compared with one scan by one machine.  Needs root,
for the namespaces, and the packages iproute2, openssh-server, openssh-client and parallel.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

MACHINES = range(1, 5)
HOSTS = [f'10.77.2.{number}' for number in range(1, 12)]
TARGETS = ['10.77.2.0/28', '--exclude', '10.77.2.0,13-15']
PORTS = '7001-7040'
TOOLS = ['ip', 'parallel', 'ssh', 'ssh-keygen', 'sshd', 'unshare']

# Every host has its own ports: host N listens on 7000 + N and 7020 + N.
SERVER = '''
import socket, threading
def serve(address, port, greeting):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(50)
    while True:
        peer, _ = listener.accept()
        peer.sendall(greeting)
        threading.Timer(5, peer.close).start()
for number in range(1, 12):
    for port, greeting in ((7000 + number, b'SSH-2.0-OpenSSH_9.%dp1\\r\\n' % number),
                           (7020 + number, b'220 host%d.example ESMTP Postfix\\r\\n' % number)):
        threading.Thread(target=serve, args=(f'10.77.2.{number}', port, greeting)).start()
'''


def run(*command, **more):
    return subprocess.run([str(word) for word in command], check=True, **more)


def inside(space, *command):
    return ['ip', 'netns', 'exec', space, *[str(word) for word in command]]


class Network:
    """A switch in this namespace, and a namespace on each of its cables."""

    def __init__(self, place):
        self.place, self.processes = place, []

    def add(self, name, *addresses):
        run('ip', 'netns', 'add', name)
        run('ip', 'link', 'add', f'{name}0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
        run('ip', 'link', 'set', f'{name}0', 'master', 'switch', 'up')
        run(*inside(name, 'ip', 'link', 'set', 'lo', 'up'))
        run(*inside(name, 'ip', 'link', 'set', 'eth0', 'up'))
        for address in addresses:
            run(*inside(name, 'ip', 'address', 'add', f'{address}/16', 'dev', 'eth0'))

    def build(self):
        run('ip', 'link', 'set', 'lo', 'up')
        run('ip', 'link', 'add', 'switch', 'type', 'bridge')
        run('ip', 'link', 'set', 'switch', 'up')
        run('ip', 'address', 'add', '10.77.0.1/16', 'dev', 'switch')
        self.add('lan', *HOSTS)
        for machine in MACHINES:
            self.add(f'scan{machine}', f'10.77.1.{machine}')

    def start(self, space, *command):
        self.processes.append(subprocess.Popen(inside(space, *command)))

    def start_servers(self):
        key, host_key = self.place / 'key', self.place / 'host_key'
        for path in (key, host_key):
            run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', path)
        (self.place / 'sshd_config').write_text(textwrap.dedent(f'''\
            HostKey {host_key}
            AuthorizedKeysFile {key}.pub
            PidFile none
            StrictModes no
            PermitRootLogin yes
            UsePAM no
            '''))
        (self.place / 'ssh_config').write_text(textwrap.dedent(f'''\
            IdentityFile {key}
            StrictHostKeyChecking no
            UserKnownHostsFile /dev/null
            LogLevel ERROR
            User root
            '''))
        sshd = shutil.which('sshd')
        Path('/run/sshd').mkdir(exist_ok=True)
        for machine in MACHINES:
            self.start(f'scan{machine}', sshd, '-D', '-f', self.place / 'sshd_config')
        self.start('lan', sys.executable, '-c', SERVER)

    def wait(self):
        for machine in MACHINES:
            for _ in range(100):
                if subprocess.run(self.ssh() + [f'10.77.1.{machine}', 'true'], check=False,
                                  stderr=subprocess.DEVNULL).returncode == 0:
                    break
                time.sleep(0.2)
            else:
                raise RuntimeError(f'machine {machine} lets nobody in')

    def ssh(self):
        return ['ssh', '-F', str(self.place / 'ssh_config')]

    def stop(self):
        for process in self.processes:
            process.kill()
            process.wait()


def facts(path):
    """What a session says of each host and port, without times and machines."""
    hosts = {}
    for host in json.loads(path.read_text())['hosts']:
        ports = {(port['protocol'], port['port']):
                 (port['state'], port['reason'], port.get('service', {}).get('product'),
                  port.get('service', {}).get('version'),
                  [answer['received']['text'] for answer in port.get('responses', [])])
                 for port in host['ports']}
        for group in host['port_groups']:
            ports[group['ports']] = (group['state'], group['reason'])
        hosts[host['address']] = (host['state'], host['reason'], ports)
    return hosts


def scan_with_four(network, program, out):
    machines = ','.join(f'1/10.77.1.{machine}' for machine in MACHINES)
    scan = [program, 'scan', '-n', '-p', PORTS, *TARGETS, '--no-save', '-o', '-',
            '--format', 'jsonl', '--shard', '{}/4']
    shards = subprocess.Popen(
        ['parallel', '--will-cite', '--ssh', ' '.join(network.ssh()), '--sshlogin', machines,
         '--joblog', str(network.place / 'jobs'), *scan, ':::', '1', '2', '3', '4'],
        stdout=subprocess.PIPE)
    run(program, 'merge', '-', '--name', 'lan', '--no-save', '-o', out,
        stdin=shards.stdout, stdout=subprocess.DEVNULL)
    shards.stdout.close()
    return shards.wait()


def compare(network, program):
    four, one = network.place / 'four.json', network.place / 'one.json'
    yield 'four machines scan', scan_with_four(network, program, four) == 0
    jobs = (network.place / 'jobs').read_text().splitlines()[1:]
    yield 'each of them had a shard', len({job.split('\t')[1] for job in jobs}) == 4
    run(*inside('scan1', program, 'scan', '-n', '-p', PORTS, *TARGETS, '--no-save', '-o', one),
        stdout=subprocess.DEVNULL)
    yield 'every host is found', set(HOSTS) <= set(facts(one))
    yield 'four shards equal one scan', facts(four) == facts(one)


def inner(program):
    """Within a namespace for the network and for what is mounted."""
    place = Path(tempfile.mkdtemp(prefix='portolan-shards-'))
    network = Network(place)
    count = failures = 0
    os.environ.update(HOME=str(place), LC_ALL='C.UTF-8')
    try:
        run('mount', '-t', 'tmpfs', 'tmpfs', '/run')
        network.build()
        network.start_servers()
        network.wait()
        for name, good in compare(network, program):
            count += 1
            failures += not good
            print(f'{"ok" if good else "not ok"} {count} - {name}', flush=True)
    finally:
        network.stop()
        shutil.rmtree(place)
    print(f'1..{count}')
    return 1 if failures else 0


def main():
    program = str(Path(sys.argv[1]).resolve())
    path = os.environ['PATH'] + ':/usr/sbin:/sbin'
    missing = [tool for tool in TOOLS if shutil.which(tool, path=path) is None]
    if missing or os.geteuid() != 0:
        print(f'1..0 # SKIP {"not root" if not missing else "no " + " ".join(missing)}')
        return 0
    os.environ['PATH'] = path
    if len(sys.argv) > 2:
        return inner(program)
    return subprocess.run(['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child',
                           '--mount-proc', sys.executable, __file__, program, 'inner'],
                          check=False).returncode


if __name__ == '__main__':
    sys.exit(main())
