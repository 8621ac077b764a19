#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Scans that are killed, stopped or paused, and gone on with.

KILLS=50 kills fifty scans at random moments instead of a few."""
import json
import os
import random
import signal
import socket
import sqlite3
import threading
import time

from program import case, contains, equal, main

KILLS = int(os.environ.get('KILLS', '4'))
# Where nobody else listens, and no connection begins: not of this computer's other programs.
NET = f'127.{random.randint(1, 254)}.{random.randint(0, 255)}'
HOSTS = (f'{NET}.1', f'{NET}.2', f'{NET}.3')
PORTS = range(10000, 30000)
PORTS_A_HOST = 25
DATABASE = r'''Probe TCP NULL q||
totalwaitms 1500
match greeter m|^HELLO (\S+) ([\d.]+)\r\n| p/$1/ v/$2/
Probe TCP Get q|GET\r\n|
rarity 1
match getter m|^GOT ([\d.]+)\r\n| v/$1/
'''


class Crowd:
    """Many services on loopback: some speak first, some are asked, some are slow."""

    def __init__(self):
        self.listeners = []
        self.ports = set()
        for host in HOSTS:
            for index, port in enumerate(random.sample(PORTS, PORTS_A_HOST)):
                listener = socket.create_server((host, port), backlog=64)
                self.listeners.append(listener)
                self.ports.add(port)
                threading.Thread(target=self._accept, args=(listener, index),
                                 daemon=True).start()

    def _accept(self, listener, index):
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(peer, index), daemon=True).start()

    def _talk(self, peer, index):
        with peer:
            try:
                if index % 3 == 0:
                    time.sleep(index / 50)
                    peer.sendall(b'HELLO crowd %d.0\r\n' % index)
                peer.settimeout(5)
                while peer.recv(4096):
                    if index % 3 == 1:
                        peer.sendall(b'GOT %d.1\r\n' % index)
            except OSError:
                pass

    def close(self):
        for listener in self.listeners:
            listener.shutdown(socket.SHUT_RDWR)  # a thread that accepts keeps it open else
            listener.close()


def crowd_scan(world):
    crowd = Crowd()
    world.closing.append(crowd.close)
    ports = ','.join(map(str, sorted(crowd.ports)))
    return ['scan', '-n', '--database', world.file('test.probes', DATABASE), '-p',
            f'1-1500,{ports}', '--max-rate', '4000', *HOSTS]


def findings(path):
    """What a scan has found, of a JSON file: without times and the order of finding."""
    with open(path, encoding='utf-8') as file:
        session = json.load(file)
    hosts = {}
    for host in session['hosts']:
        ports = {}
        for port in host['ports']:
            service = port.get('service', {})
            ports[port['port']] = (port['state'], service.get('name'),
                                   service.get('product'), service.get('version'),
                                   service.get('outcome'))
        others = [(group.get('state'), group.get('count'), group.get('ports'))
                  for group in host['port_groups']]
        hosts[host['address']] = (host.get('state'), host.get('finished'), ports,
                                  sorted(map(str, others)))
    return session, hosts


def saved(path):
    """What anybody can read of the store now: its ports, and how many have none."""
    try:
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True, timeout=5) as store:
            rows = set(store.execute('SELECT address, protocol, number, p.state FROM hosts'
                                     ' AS h JOIN ports AS p ON host_id = h.id'))
            verdicts = set(store.execute(
                "SELECT address, number, name, product, version FROM hosts AS h"
                " JOIN ports AS p ON host_id = h.id JOIN services ON port_id = p.id"
                " WHERE outcome NOT IN ('table', 'incomplete')"))
            [count] = store.execute('SELECT ifnull (sum (last - first + 1), 0)'
                                    ' FROM port_ranges').fetchone()
            [responses] = store.execute('SELECT count (*) FROM responses').fetchone()
        store.close()
        return rows, verdicts, count, responses
    except sqlite3.OperationalError:
        return set(), set(), 0, 0  # no tables yet


def kill_once(world, command, moment, number):
    """Kills a scan.  Returns what was seen to be saved before."""
    store = world.path(f'{number}.db')
    process = world.start(*command, '--store', store)
    seen = saved(store)
    end = time.monotonic() + moment
    while time.monotonic() < end:
        seen = saved(store)
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return store, seen


@case
def killed(world):
    """Nothing that was saved is lost, and the session ends as if nothing had been."""
    command = crowd_scan(world)
    begin = time.monotonic()
    equal(world.run(*command, '--store', world.path('whole.db'), '-o', 'whole.json')[0], 0)
    duration = time.monotonic() - begin
    _, expected = findings(world.path('whole.json'))
    equal(sum(len(host[2]) for host in expected.values()) >= len(HOSTS) * PORTS_A_HOST, True)

    n_resumed = 0
    for number in range(KILLS):
        moment = random.uniform(0.02, duration)
        store, seen = kill_once(world, command, moment, number)
        with sqlite3.connect(store) as connection:
            equal(connection.execute('PRAGMA integrity_check').fetchone(), ('ok',))
        connection.close()
        rows, verdicts, count, responses = saved(store)
        equal(seen[0] - rows, set())
        equal(seen[1] - verdicts, set())
        equal((count >= seen[2], responses >= seen[3]), (True, True))
        status, listed, err = world.run('sessions', '--store', store)
        equal((status, err), (0, ''))
        if not listed:
            continue  # killed before there was a session
        if ' finished ' not in listed:
            contains(listed, ' interrupted ')
            n_resumed += 1
            status, _, err = world.run('scan', '--resume', '1', '--store', store, '-o',
                                       'rest.json')
            equal((status, err), (0, ''))
        else:
            equal(world.run('sessions', '--store', store, 'export', '1', 'rest.json')[0], 0)
        session, found = findings(world.path('rest.json'))
        assert found == expected, (f'killed after {moment:.3f} of {duration:.3f} s',
                                   difference(found, expected))
        equal(session.get('state', 'finished'), 'finished')
        after = saved(store)
        equal(verdicts - after[1], set())
        equal(after[3] >= responses, True)
    print(f'# {KILLS} kills within {duration:.2f} s, {n_resumed} sessions gone on with')
    equal(n_resumed > 0, True)


def difference(found, expected):
    """What two findings do not have in common."""
    lines = []
    for address in sorted(set(found) | set(expected)):
        left, right = found.get(address), expected.get(address)
        if left is None or right is None:
            lines.append((address, left is None, right is None))
            continue
        lines += [(address, port, left[2].get(port), right[2].get(port))
                  for port in sorted(set(left[2]) | set(right[2]))
                  if left[2].get(port) != right[2].get(port)]
        lines += [(address, a, b) for a, b in zip(left, right) if a != b and a is not left[2]]
    return lines


@case
def interrupted_and_gone_on(world):
    """Ctrl+C keeps what is known; the rest is scanned later, here from a lost list."""
    command = crowd_scan(world)
    targets = world.file('targets', '# mine\n' + '\n'.join(HOSTS[1:]) + '\n')
    command = command[:-len(HOSTS)] + [HOSTS[0], '-iL', targets]
    equal(world.run(*command, '--name', 'whole', '-o', 'whole.json')[0], 0)
    process = world.start(*command, '--name', 'part')
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    process.communicate()
    equal(process.returncode, 130)
    os.unlink(targets)
    contains(world.run('sessions')[1], ' stopped ')
    status, out, err = world.run('scan', '--resume', 'part', '-o', 'part.json')
    equal((status, err), (0, ''))
    contains(out, '3 hosts up')
    expected, found = findings(world.path('whole.json')), findings(world.path('part.json'))
    assert found[1] == expected[1], difference(found[1], expected[1])

    status, out, err = world.run('scan', '--resume', 'part')
    equal((status, out), (2, ''))
    equal(err, 'portolan-cli: session 2 is finished: nothing is left to scan\n')
    equal(world.run('scan', '--resume', 'nobody')[0], 2)


def wait_for_state(process, letter):
    for _ in range(200):
        with open(f'/proc/{process.pid}/stat', encoding='ascii') as file:
            if file.read().rsplit(') ', 1)[1][0] == letter:
                return
        time.sleep(0.05)
    raise AssertionError(f'the program is not in state {letter}')


@case
def suspended(world):
    """Ctrl+Z pauses the scan before it stops the program; fg goes on with both."""
    command = crowd_scan(world)
    equal(world.run(*command, '-o', 'whole.json')[0], 0)
    process = world.start(*command, '-o', 'part.json')
    time.sleep(0.5)
    process.send_signal(signal.SIGTSTP)
    wait_for_state(process, 'T')
    contains(world.run('sessions')[1], ' paused ')
    before = saved(world.path('data/portolan/sessions.db'))
    status, _, err = world.run('scan', '--resume', '2')
    equal((status, err), (2, 'portolan-cli: session 2 is being scanned\n'))
    time.sleep(0.5)
    equal(saved(world.path('data/portolan/sessions.db')), before)
    process.send_signal(signal.SIGCONT)
    process.communicate()
    equal(process.returncode, 0)
    equal(findings(world.path('part.json'))[1], findings(world.path('whole.json'))[1])


@case
def killed_while_suspended(world):
    command = crowd_scan(world)
    process = world.start(*command)
    time.sleep(0.5)
    process.send_signal(signal.SIGTSTP)
    wait_for_state(process, 'T')
    process.kill()
    process.communicate()
    contains(world.run('sessions')[1], ' paused ')
    equal(world.run('scan', '--resume', '1')[0], 0)
    contains(world.run('sessions')[1], ' finished ')


if __name__ == '__main__':
    main()
