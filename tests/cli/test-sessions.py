#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person does with saved scans: tags, notes, search, copies, room."""
import json
import os

from program import case, contains, equal, main

DATABASE = r'''Probe TCP NULL q||
totalwaitms 1000
match greeter m|^HELLO (\S+) ([\d.]+)\r\n| p/$1/ v/$2/
'''


def scan(world, port, name):
    database = world.file('test.probes', DATABASE)
    equal(world.run('scan', '-n', '--database', database, '-p', str(port), '--name', name,
                    '127.0.0.1')[0], 0)


@case
def search(world):
    """Banners, products, tags and notes are found; what was taken away is not."""
    port = world.service(b'HELLO harbour 1.2\r\n').port
    other = world.service(b'Willkommen an Bord\r\n').port
    scan(world, port, 'first')
    scan(world, other, 'second')
    status, out, err = world.run('sessions', 'search', 'harbour')
    equal((status, err), (0, ''))
    equal(out.splitlines()[1].split(),
          ['1', '127.0.0.1', f'{port}/tcp', 'open', 'greeter', 'harbour', '1.2'])
    status, out, err = world.run('sessions', 'search', 'bord', 'WILLK')
    equal(out.splitlines()[1].split()[:3], ['2', '127.0.0.1', f'{other}/tcp'])
    equal(world.run('sessions', 'search', 'harbours'), (1, '', ''))

    equal(world.run('sessions', 'tag', 'first', 'weekly', 'dmz'), (0, '', ''))
    equal(world.run('sessions', 'note', 'first', 'after the move'), (0, '', ''))
    equal(world.run('sessions', 'note', 'first', '--host', '127.0.0.1', 'the cellar'),
          (0, '', ''))
    for words in (['dmz'], ['weekl'], ['after', 'move'], ['cellar']):
        status, out, err = world.run('sessions', 'search', *words)
        equal((status, out.splitlines()[1].split()[0], err), (0, '1', ''))
    equal(world.run('sessions', 'tag', 'first', '--', '-dmz'), (0, '', ''))
    equal(world.run('sessions', 'search', 'dmz')[0], 1)
    equal(world.run('sessions', 'search', 'weekly')[0], 0)
    equal(world.run('sessions', 'delete', 'first')[0], 0)
    equal(world.run('sessions', 'search', 'weekly')[0], 1)
    for odd in (r'\"', '*', r'a\"b', '"NEAR("', r'text\:x', "'", '%', '_', '+'):
        status, _, err = world.run('sessions', 'search', odd)
        equal((status, err), (1, ''))


@case
def wrong_notes(world):
    scan(world, world.service(b'HELLO harbour 1.2\r\n').port, 'first')
    status, out, err = world.run('sessions', 'note', '1', '--host', 'nas', 'x')
    equal((status, out, err), (2, '', 'portolan-cli: option --host: “nas” is no address\n'))
    status, out, err = world.run('sessions', 'note', '1', '--host', '192.0.2.1', 'x')
    equal((status, out), (2, ''))
    contains(err, 'there is no such host in the session')
    equal(world.run('sessions', 'tag', 'nobody', 'x')[0], 2)


@case
def mistyped_store(world):
    """A slip in the name of the store makes no store."""
    path = world.path('sesions.db')
    for words in (['list'], ['show', '1'], ['vacuum'], ['search', 'x'], ['delete', '1']):
        status, out, err = world.run('sessions', '--store', path, *words)
        equal((status, out, err),
              (2, '', f'portolan-cli: {path}: No such file or directory\n'))
    equal(os.path.exists(path), False)


@case
def export_all(world):
    port = world.service(b'HELLO harbour 1.2\r\n').port
    scan(world, port, 'a/b: "../x"')
    scan(world, port, 'plain')
    equal(world.run('sessions', 'export', '--all', 'copies'), (0, '', ''))
    names = sorted(os.listdir(world.path('copies')))
    equal(names, ['1 a_b_ _.._x_.json', '2 plain.json'])
    for name in names:
        session = json.loads(world.read(os.path.join('copies', name)))
        equal(session['hosts'][0]['ports'][0]['service']['product'], 'harbour')
    equal(world.run('sessions', 'export', '--all', 'lists', '--format', 'csv'), (0, '', ''))
    equal(sorted(os.listdir(world.path('lists')))[1], '2 plain.csv')
    equal(world.run('sessions', 'export', '--all', 'x', 'y')[0], 2)
    equal(world.run('sessions', 'export', '1')[0], 2)


@case
def retention(world):
    """Old scans are deleted when they are asked for, and only those."""
    equal(world.run('sessions', 'keep'), (0, 'All scans are kept.\n', ''))
    port = world.service(b'HELLO harbour 1.2\r\n').port
    for name in 'first', 'second', 'third', 'fourth':
        scan(world, port, name)
    equal(world.run('sessions', 'tag', 'first', 'baseline')[0], 0)
    equal(world.run('sessions', 'prune'), (0, '', ''))

    equal(world.run('sessions', 'keep', '2', 'sessions', '30', 'days'), (0, '', ''))
    equal(world.run('sessions', 'keep')[1],
          'Scans are kept for 30 days.\nOf the same targets 2 scans are kept.\n')
    status, out, err = world.run('sessions', 'prune', '--dry-run')
    equal((status, err), (0, ''))
    equal([line.split()[-1] for line in out.splitlines()[1:]], ['second'])
    equal(len(world.run('sessions', 'list')[1].splitlines()), 5)
    equal(world.run('sessions', 'prune'), (0, out, ''))
    equal([line.split()[-1] for line in world.run('sessions', 'list')[1].splitlines()[1:]],
          ['fourth', 'third', 'first'])
    equal(world.run('sessions', 'prune'), (0, '', ''))

    for words in (['2'], ['2', 'weeks'], ['days', '2'], ['0', 'days'], ['all', '2']):
        status, _, err = world.run('sessions', 'keep', *words)
        equal(status, 2)
        contains(err, 'sessions keep: “')
    equal(world.run('sessions', 'keep', 'all')[0], 0)
    equal(world.run('sessions', 'keep')[1], 'All scans are kept.\n')


@case
def vacuum(world):
    port = world.service(b'HELLO harbour 1.2\r\n' * 2000).port
    for name in 'abc':
        scan(world, port, name)
    equal(world.run('sessions', 'delete', 'a', 'b', 'c')[0], 0)
    before = os.path.getsize(world.path('data/portolan/sessions.db'))
    equal(world.run('sessions', 'vacuum'), (0, '', ''))
    equal(os.path.getsize(world.path('data/portolan/sessions.db')) <= before, True)
    scan(world, port, 'd')
    contains(world.run('sessions')[1], '  d\n')


if __name__ == '__main__':
    main()
