#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""portolan-cli compare and pins, over files and over sessions."""
import csv
import io
import json
import os
from xml.etree import ElementTree

from program import case, contains, equal, main

HOST = '''<host><status state="{state}"/><address addr="{address}" addrtype="ipv4"/>{mac}
<hostnames>{name}</hostnames><ports>{ports}</ports></host>'''
PORT = '''<port protocol="tcp" portid="{port}"><state state="{state}"/>
<service name="{service}" product="{product}" version="{version}" method="probed"
 conf="10"/></port>'''


def port(number, version='1.0', state='open', product='nginx', service='http'):
    return PORT.format(port=number, version=version, state=state, product=product,
                       service=service)


def host(address, *ports, name='', mac='', state='up'):
    return HOST.format(address=address, ports=''.join(ports), state=state,
                       name=name and f'<hostname name="{name}" type="PTR"/>',
                       mac=mac and f'<address addr="{mac}" addrtype="mac"/>')


def scan(world, file, *hosts, asked='80,443,8080', targets='10.0.0.0/28'):
    """A file as Nmap writes it."""
    return world.file(file, f'''<?xml version="1.0"?>
<nmaprun scanner="nmap" args="nmap -sV -p {asked} {targets}" start="1795220628"
 version="7.93" xmloutputversion="1.05">
<scaninfo type="connect" protocol="tcp" numservices="3" services="{asked}"/>
{''.join(hosts)}<runstats><finished time="1795220700" exit="success"/>
<hosts up="1" down="15" total="16"/></runstats></nmaprun>''')


@case
def same(world):
    one = scan(world, 'one.xml', host('10.0.0.1', port(80)))
    status, out, err = world.run('compare', one, one)
    equal((status, err), (0, ''))
    contains(out, 'Ports: 1 same.')


@case
def different(world):
    one = scan(world, 'one.xml', host('10.0.0.1', port(80), port(443, state='closed')))
    two = scan(world, 'two.xml', host('10.0.0.1', port(80, '1.1'), port(443)))
    status, out, err = world.run('compare', one, two)
    equal((status, err), (1, ''))
    contains(out, 'version: 1.0 → 1.1')
    contains(out, '+ 443/tcp')


@case
def formats(world):
    one = scan(world, 'one.xml', host('10.0.0.1', port(80, product='=x')))
    two = scan(world, 'two.xml', host('10.0.0.1', port(80, product='<y>'.replace(
        '<', '&lt;'))))
    status, out, _ = world.run('compare', '--format', 'json', one, two)
    equal(status, 1)
    document = json.loads(out)
    field = document['comparisons'][0]['hosts'][0]['ports'][0]['fields'][0]
    equal((field['field'], field['level'], field['before'], field['after']),
          ('product', 'identity', '=x', '<y>'))

    status, out, _ = world.run('compare', '--format', 'csv', one, two)
    equal(status, 1)
    record = next(csv.DictReader(io.StringIO(out)))
    equal((record['field'], record['before'], record['ports']),
          ('product', "'=x", '80/tcp'))

    status, out, _ = world.run('compare', '--format', 'xml', one, two)
    equal(status, 1)
    tree = ElementTree.fromstring(out)
    service = tree.find('scandiff/hostdiff/host/ports/portdiff/port/b/service')
    equal(service.get('product'), '<y>')

    status, out, _ = world.run('compare', '--format', 'html', one, two)
    equal(status, 1)
    contains(out, '&lt;y&gt;')


@case
def scope(world):
    """What one of them did not scan is not gone, and what did not answer is."""
    one = scan(world, 'one.xml', host('10.0.0.1', port(80), port(443)),
               host('10.0.0.2', port(80)), host('10.0.0.99', port(80)),
               targets='10.0.0.0/24')
    two = scan(world, 'two.xml', host('10.0.0.1', port(80)), asked='80',
               targets='10.0.0.0/28')
    status, out, _ = world.run('compare', '--format', 'json', '--all', one, two)
    equal(status, 1)
    hosts = {each['before']['address']: each
             for each in json.loads(out)['comparisons'][0]['hosts']}
    equal(hosts['10.0.0.1']['kind'], 'same')
    equal({each['port']: each['kind'] for each in hosts['10.0.0.1']['ports']},
          {80: 'same', 443: 'not-covered'})
    equal(hosts['10.0.0.2']['kind'], 'gone')
    equal(hosts['10.0.0.99']['kind'], 'not-covered')


@case
def ignore(world):
    one = scan(world, 'one.xml', host('10.0.0.1', port(80)))
    two = scan(world, 'two.xml', host('10.0.0.1', port(80, '1.1')))
    status, out, _ = world.run('compare', '--ignore', 'field:version host:10.0.0.1', one,
                               two)
    equal(status, 0)
    contains(out, '1 difference ignored: field:version host:10.0.0.1')
    contains(out, '10.0.0.1 80/tcp version: 1.0 → 1.1')

    os.makedirs(world.path('config/portolan'))
    world.file('config/portolan/ignore', '# ours\nport:80\n')
    status, out, _ = world.run('compare', one, two)
    equal(status, 0)
    contains(out, '1 difference ignored: port:80')

    world.file('config/portolan/ignore', 'port:80\nport:eighty\n')
    status, out, err = world.run('compare', one, two)
    equal((status, out), (2, ''))
    contains(err, 'portolan/ignore:2:1: ')


@case
def pins(world):
    one = scan(world, 'one.xml', host('10.0.0.1', port(80)))
    two = scan(world, 'two.xml', host('10.0.0.9', port(443, product='other')))
    contains(world.run('compare', one, two)[1], '1 new, 1 gone')
    equal(world.run('pins', 'same', '10.0.0.1', '10.0.0.9'), (0, '', ''))
    equal(world.run('pins'), (0, 'same 10.0.0.1 10.0.0.9\n', ''))
    status, out, _ = world.run('compare', one, two)
    equal(status, 1)
    contains(out, '10.0.0.1 → 10.0.0.9: moved')
    contains(out, 'pinned by you')
    equal(world.run('pins', 'different', '10.0.0.9', '10.0.0.1'), (0, '', ''))
    equal(world.run('pins', 'list'), (0, 'different 10.0.0.9 10.0.0.1\n', ''))
    equal(world.run('pins', 'remove', '10.0.0.1', '10.0.0.9'), (0, '', ''))
    equal(world.run('pins'), (0, '', ''))


@case
def timeline(world):
    one = scan(world, 'one.xml', host('10.0.0.1', port(80)))
    two = scan(world, 'two.xml', host('10.0.0.1', port(80, state='closed')))
    status, out, _ = world.run('compare', '--format', 'json', one, two, one)
    equal(status, 1)
    document = json.loads(out)
    equal(len(document['comparisons']), 2)
    row = document['timeline']['hosts'][0]['ports'][0]
    equal((row['history'], row['first_seen'], row['last_seen']), ('back', 0, 2))
    equal([each['seen'] for each in row['sessions']], ['present', 'absent', 'present'])
    contains(world.run('compare', one, two, one)[1], 'back again')


@case
def saved_sessions(world):
    """Sessions by number and name, files and sessions mixed, and their answers."""
    service = world.service(b'220 one ready\r\n')
    args = ('-Pn', '-n', '-p', str(service.port), '127.0.0.1')
    equal(world.run('scan', '--name', 'first', *args)[0], 0)
    equal(world.run('scan', '--name', 'second', *args)[0], 0)
    equal(world.run('sessions', 'export', 'first', world.path('first.xml'))[0], 0)
    status, out, err = world.run('compare', 'first', '2')
    equal((status, err), (0, ''))
    contains(out, 'Ports: 1 same.')
    equal(world.run('compare', './first.xml', 'second')[0], 0)

    other = world.service(b'220 two ready\r\n')
    args = ('-Pn', '-n', '-p', f'{service.port},{other.port}', '127.0.0.1')
    equal(world.run('scan', '--name', 'third', *args)[0], 0)
    status, out, _ = world.run('compare', 'second', 'third')
    equal(status, 0)
    contains(out, 'Ports scanned after and not before: 1, of them open: 1.')


SCRIPT = '<script id="http-title" output="{title}"/></port>'


@case
def scripts(world):
    """Files that differ in a script alone differ; in every format that holds a scan."""
    for file, title in ('one', 'Low tide'), ('two', 'High tide'):
        said = port(80).replace('</port>', SCRIPT.format(title=title))
        scan(world, f'{file}.xml', host('10.0.0.1', said))
    equal(world.run('sessions', 'import', world.path('one.xml'), world.path('two.xml'))[0], 0)
    for ending in 'xml', 'json', 'jsonl':
        for file in 'one', 'two':
            name = world.path(f'again-{file}.{ending}')
            equal(world.run('sessions', 'export', file, name)[0], 0)
        status, out, err = world.run('compare', world.path(f'again-one.{ending}'),
                                     world.path(f'again-two.{ending}'))
        equal((status, err), (1, ''))
        contains(out, 'script (http-title): Low tide → High tide')
        equal(world.run('compare', 'one', world.path(f'again-one.{ending}'))[0], 0)


if __name__ == '__main__':
    main()
