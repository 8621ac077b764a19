#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""portolan-cli scan --shard and merge: the parts of a scan as the whole."""
import json

from program import case, contains, equal, main


# The services listen on the first address only; nobody else's test uses the others.
def scan(world, services, *args):
    ports = ','.join(str(service.port) for service in services)
    return world.run('scan', '-n', '-p', f'{ports},9', '127.0.0.1', '127.77.0.2-3', *args)


def services(world):
    return [world.service(b'SSH-2.0-OpenSSH_9.2p1\r\n'), world.service(b'220 hello FTP\r\n')]


def scan_shards(world, found, n, numbers):
    for number in numbers:
        status, _, err = scan(world, found, '--shard', f'{number}/{n}', '-o',
                              f'{number}.jsonl', '--name', f'part {number}')
        equal((status, err), (0, ''))


def facts(world, name):
    """What is known of each port, without when and in which order it was learned."""
    hosts = {}
    for host in json.loads(world.read(name))['hosts']:
        ports = {(port['protocol'], port['port']):
                 (port['state'], port['reason'], port.get('service', {}).get('product'),
                  [answer['received'] for answer in port.get('responses', [])])
                 for port in host['ports']}
        ports.update({group['ports']: group['state'] for group in host['port_groups']})
        hosts[host['address']] = (host['state'], ports)
    return hosts


@case
def two_shards(world):
    found = services(world)
    scan_shards(world, found, 2, [1, 2])
    equal(scan(world, found, '-o', 'whole.json', '--name', 'whole')[0], 0)
    status, out, err = world.run('merge', '2.jsonl', '1.jsonl', '--name', 'lan', '-o',
                                 'lan.json')
    equal((status, err), (0, ''))
    contains(out, 'OpenSSH')
    equal(facts(world, 'lan.json'), facts(world, 'whole.json'))
    contains(world.run('sessions')[1], '  lan\n')
    contains(world.run('sessions', 'show', 'lan')[1], 'portolan-cli scan')


@case
def more_shards_than_hosts(world):
    """The ports of a host are dealt out, too; from the store, and from one pipe."""
    found = services(world)
    scan_shards(world, found, 7, range(1, 8))
    equal(scan(world, found, '-o', 'whole.json', '--no-save')[0], 0)
    equal(world.run('merge', *[f'part {number}' for number in range(1, 8)], '--name', 'lan',
                    '--no-save', '-o', 'a.json')[0], 0)
    pipe = b''.join(world.read(f'{number}.jsonl') for number in (3, 7, 1, 2, 6, 5, 4))
    equal(world.run('merge', '-', '--name', 'lan', '-o', 'b.json', stdin=pipe)[0], 0)
    equal(facts(world, 'a.json'), facts(world, 'whole.json'))
    equal(facts(world, 'b.json'), facts(world, 'whole.json'))


@case
def what_does_not_fit(world):
    found = services(world)
    scan_shards(world, found, 3, [1, 2])
    status, _, err = world.run('merge', '1.jsonl', '2.jsonl', '--name', 'x')
    equal((status, err), (2, 'portolan-cli: of 3 shards this one is missing: 3\n'))
    status, out, err = world.run('merge', '1.jsonl', '2.jsonl', '--name', 'x', '--partial')
    equal((status, err), (3, 'portolan-cli: of 3 shards this one is missing: 3\n'))
    contains(out, 'stopped')
    status, _, err = world.run('merge', '1.jsonl', 'part 1', '--name', 'x')
    equal((status, err), (2, 'portolan-cli: part 1: shard 1 again, which 1.jsonl is already\n'))

    scan(world, found[:1], '--shard', '3/3', '-o', 'other.jsonl')
    status, _, err = world.run('merge', '1.jsonl', '2.jsonl', 'other.jsonl', '--name', 'x')
    equal(status, 2)
    contains(err, 'other.jsonl: a shard of another scan than 1.jsonl: they differ in the ports')
    scan(world, found, '-o', 'whole.jsonl')
    status, _, err = world.run('merge', 'whole.jsonl', '--name', 'x')
    equal(status, 2)
    contains(err, 'whole.jsonl: not a shard')


@case
def overlap(world):
    """A shard that scanned what was another's: said, and counted once."""
    found = services(world)
    scan_shards(world, found, 2, [1, 2])
    text = world.read('1.jsonl').decode()
    first = next(line for line in text.splitlines() if '"type":"host"' in line)
    both = world.read('2.jsonl').decode().replace('{"type":"summary"',
                                                  first + '\n{"type":"summary"')
    world.file('2.jsonl', both)
    status, _, err = world.run('merge', '1.jsonl', '2.jsonl', '--name', 'x')
    equal(status, 1)
    contains(err, '3 ports were scanned by more than one shard')


main()
