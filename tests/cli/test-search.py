#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A filter asked of all saved scans: sessions search and list."""
import json

from program import case, contains, equal, main

DATABASE = r"""Probe TCP NULL q||
totalwaitms 1000
match greeter m|^HELLO (\S+) ([\d.]+)\r\n| p/$1/ v/$2/
"""


def scan(world, name, *greetings):
    """A session of ports that greet; returns their numbers."""
    ports = [world.service(greeting).port for greeting in greetings]
    database = world.file('test.probes', DATABASE)
    status, _, err = world.run('scan', '-n', '--database', database, '--name', name, '-p',
                               ','.join(map(str, ports)), '127.0.0.1')
    equal((status, err), (0, ''))
    return ports


def search(world, text):
    status, out, err = world.run('sessions', 'search', text, '--format', 'jsonl')
    equal((status, err), (0 if out else 1, ''))
    return sorted((row['session'], row.get('port')) for row in map(json.loads, out.splitlines()))


@case
def search_all_sessions(world):
    old, new = scan(world, 'one', b'HELLO acme 1.9\r\n', b'HELLO acme 1.10\r\n')
    [odd] = scan(world, 'two', b'who knows\r\n')
    equal(search(world, 'product:acme'), sorted([(1, old), (1, new)]))
    equal(search(world, 'version<1.10'), [(1, old)])
    equal(search(world, 'version>1.9 host:127.0.0.0/8'), [(1, new)])
    equal(search(world, 'unknown'), [(2, odd)])
    equal(search(world, 'banner~"who knows"'), [(2, odd)])
    equal(search(world, 'session:two port>0 OR version:1.9'), sorted([(1, old), (2, odd)]))
    equal(search(world, 'session:two'), [(2, None)])  # stands for what it has
    equal(search(world, 'two'), [(2, None)])
    equal(search(world, '127.0.0'), [(1, None), (2, None)])
    equal(search(world, 'nothing'), [])

    status, out, err = world.run('sessions', 'search', 'version:1.9')
    equal((status, err), (0, ''))
    row = out.splitlines()[1]
    equal(out.splitlines()[2:], [])
    equal(row.split(), ['1', '127.0.0.1', f'{old}/tcp', 'open', 'greeter', 'acme', '1.9'])


@case
def new_is_asked_against_the_scan_before(world):
    always, port = world.service(b'HELLO acme 2.0\r\n').port, world.closed_port()
    database = world.file('test.probes', DATABASE)

    def scan_both(name):
        equal(world.run('scan', '-n', '--database', database, '--name', name, '-p',
                        f'{always},{port}', '127.0.0.1')[0], 0)

    scan_both('one')
    status, out, err = world.run('sessions', 'search', 'new')
    equal((status, out), (2, ''))
    contains(err, 'filter: “new” has nothing to be asked against')
    world.service(b'HELLO acme 1.0\r\n', port)
    scan_both('two')
    scan_both('three')
    equal(search(world, 'new'), [(2, port)])
    equal(search(world, 'state:open -new'),
          sorted([(1, always), (2, always), (3, always), (3, port)]))


@case
def words_of_answers(world):
    [port] = scan(world, 'one', b'who knows the harbour master\r\n')
    status, out, err = world.run('sessions', 'search', 'harb')
    equal((status, err), (0, ''))
    contains(out.splitlines()[2], 'knows the harbour master')
    [row] = json.loads(world.run('sessions', 'search', 'harb', '--format', 'json')[1])
    contains(row['found_in'], 'harbour')
    equal(row['port'], port)
    equal(search(world, 'arbour'), [])  # no word of the answer begins so
    equal(search(world, 'banner~arbour'), [(1, port)])


@case
def list_sessions(world):
    scan(world, 'one', b'HELLO acme 1.9\r\n')
    scan(world, 'two', b'who knows\r\n')
    status, out, err = world.run('sessions', 'list', 'product~ACM')
    equal((status, err), (0, ''))
    contains(out, 'one')
    equal('two' in out, False)
    equal(world.run('sessions', 'list', 'product~none'), (0, '', ''))
    contains(world.run('sessions', 'list', 'who')[1], 'two')


@case
def faults(world):
    scan(world, 'one', b'HELLO acme 1.9\r\n')
    for args, message in [
            (['search', 'prodct~x'],
             'filter: column 1: there is no field “prodct”; did you mean “product”?'),
            (['list', 'a OR'], 'filter: column 5: something is missing here'),
            (['search'], 'something is missing'),
            (['search', 'a', '--format', 'xml'], '--format: “xml” is none of txt, json and jsonl'),
            (['list', 'new'], 'filter: “new” has nothing')]:
        status, out, err = world.run('sessions', *args)
        equal((status, out, err.count('\n')), (2, '', 1))
        contains(err, message)


main()
