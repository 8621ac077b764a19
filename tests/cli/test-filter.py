#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The filter language on the console: scan, sessions show and export, compare."""
import json

from program import case, contains, equal, main

DATABASE = r"""Probe TCP NULL q||
totalwaitms 1000
match greeter m|^HELLO (\S+) ([\d.]+)\r\n| p/$1/ v/$2/
"""


def scan(world, name, ports, *options):
    """Scans ports that greet."""
    database = world.file('test.probes', DATABASE)
    return world.run('scan', '-n', '--database', database, '--name', name, '-p',
                     ','.join(map(str, ports)), *options, '127.0.0.1')


def serve(world, *greetings):
    return [world.service(greeting).port for greeting in greetings]


def rows(text):
    """The ports of a table."""
    return [int(line.split('/')[0]) for line in text.splitlines() if '/tcp' in line]


@case
def show_and_export_a_part(world):
    old, new = serve(world, b'HELLO acme 1.9\r\n', b'HELLO acme 1.10\r\n')
    equal(scan(world, 'one', [old, new])[0], 0)
    status, out, err = world.run('sessions', 'show', 'one', '--filter', 'version<1.10')
    equal((status, err), (0, ''))
    equal(rows(out), [old])
    contains(out, 'Shown is only what this filter is true of: version<1.10\n')
    equal(world.run('sessions', 'export', 'one', 'part.json', '--filter', f'port:{new}'),
          (0, '', ''))
    session = json.loads(world.read('part.json'))
    [host] = session['hosts']
    [port] = host['ports']
    equal((port['port'], port['service']['version']), (new, '1.10'))
    equal(len(port['responses']), 1)
    contains(json.dumps(session), f'"filter": "port:{new}"')
    out = world.run('sessions', 'show', 'one', '--filter', 'host:10.0.0.0/8')[1]
    equal('127.0.0.1 ' in out.split('\n', 1)[1], False)
    equal(rows(world.run('sessions', 'show', 'one', '--filter', 'banner~"acme 1.9"')[1]), [old])


@case
def reasons_and_steps_of_a_part(world):
    old, new = serve(world, b'HELLO acme 1.9\r\n', b'HELLO acme 1.10\r\n')
    equal(scan(world, 'one', [old, new], '--trace')[0], 0)
    for option in ('--why', '--trace'):
        whole = world.run('sessions', 'show', 'one', option)[1]
        part = world.run('sessions', 'show', 'one', option, '--filter', 'version:1.9')[1]
        contains(whole, str(new))
        contains(part, str(old))
        equal(str(new) in part, False)


@case
def scan_saves_all_and_prints_a_part(world):
    old, new = serve(world, b'HELLO acme 1.9\r\n', b'HELLO acme 1.10\r\n')
    status, out, err = scan(world, 'one', [old, new], '--filter', 'version>1.9', '-o', 'a.json')
    equal((status, err), (0, ''))
    equal(rows(out), [new])
    [host] = json.loads(world.read('a.json'))['hosts']
    equal([port['port'] for port in host['ports']], [new])
    status, _, err = scan(world, 'two', [old, new], '--filter', 'version>1.9', '-o', 'b',
                          '--format', 'json')
    equal((status, err), (0, ''))
    [host] = json.loads(world.read('b'))['hosts']
    equal([port['port'] for port in host['ports']], [new])
    equal(sorted(rows(world.run('sessions', 'show', 'one')[1])), sorted([old, new]))


@case
def new_since_the_last_scan(world):
    first, second = serve(world, b'HELLO acme 1.0\r\n', b'HELLO acme 2.0\r\n')
    status, out, err = scan(world, 'one', [first], '--filter', 'new')
    equal((status, out), (2, ''))
    contains(err, '“new” has nothing to be asked against: there is no earlier session of '
                  '“127.0.0.1”; name one with --baseline\n')
    equal(world.run('sessions')[1], '')  # nothing was scanned

    equal(scan(world, 'one', [first])[0], 0)
    gone = serve(world, b'HELLO acme 3.0\r\n')[0]
    equal(scan(world, 'two', [first, second, gone])[0], 0)
    # The first scan did not look at the second port.
    equal(rows(world.run('sessions', 'show', 'two', '--filter', 'new')[1]), [])
    status, out, err = world.run('sessions', 'show', 'one', '--filter', 'new')
    equal((status, out), (2, ''))
    contains(err, 'name one with --baseline')
    status, out, err = world.run('sessions', 'show', 'one', '--filter', '-new', '--baseline',
                                 'two')
    equal((status, err, rows(out)), (0, '', [first]))
    status, out, err = world.run('sessions', 'show', 'one', '--filter', 'up', '--baseline',
                                 'two')
    equal(status, 2)
    contains(err, '--baseline: only for a --filter that asks what is new')


@case
def a_port_that_opened_is_new(world):
    [first], later = serve(world, b'HELLO acme 2.0\r\n'), world.closed_port()
    equal(scan(world, 'one', [first, later])[0], 0)
    world.service(b'HELLO acme 1.0\r\n', later)
    status, out, err = scan(world, 'two', [first, later], '--filter', 'new')
    equal((status, err, rows(out)), (0, '', [later]))
    status, out, err = scan(world, 'three', [first, later], '--filter', 'new')
    equal((status, err, rows(out)), (0, '', []))
    status, out, err = world.run('sessions', 'show', 'three', '--filter', 'new', '--baseline',
                                 'one')
    equal((status, err, rows(out)), (0, '', [later]))


HOST = '''<nmaprun scanner="nmap" args="nmap -sV {target}" start="{start}">
<scaninfo type="connect" protocol="tcp" numservices="3" services="22,80,443"/>
<host><status state="up"/><address addr="10.0.0.1" addrtype="ipv4"/><ports>{ports}</ports></host>
<runstats><finished time="{start}" exit="success"/></runstats></nmaprun>'''
PORT = '''<port protocol="tcp" portid="{}"><state state="{}"/>
<service name="http" product="nginx" version="{}" method="probed" conf="10"/></port>'''


def nmap_file(world, name, start, *ports):
    return world.file(name, HOST.format(target='10.0.0.1', start=start,
                                        ports=''.join(PORT.format(*port) for port in ports)))


@case
def compare_a_part(world):
    one = nmap_file(world, 'one.xml', 1, (22, 'open', '1'), (80, 'open', '1.9'),
                    (443, 'closed', ''))
    two = nmap_file(world, 'two.xml', 2, (22, 'open', '2'), (80, 'open', '1.10'),
                    (443, 'open', '3'))
    for text, listed in [('port:80', [80]), ('version<1.9.5', [22, 80]), ('new', [443]),
                         ('version:1.10', [80]), ('port:1', [])]:
        status, out, err = world.run('compare', one, two, '--filter', text)
        equal((status, err), (1 if listed else 0, ''))
        equal([port for port in (22, 80, 443) if f' {port}/tcp' in out], listed)
        contains(out, f'Listed is only what this filter is true of: {text}')
    out = world.run('compare', one, two, '--filter', 'port:80', '--format', 'json')[1]
    equal(json.loads(out)['comparisons'][0]['summary']['filter'], 'port:80')
    out = world.run('compare', one, two, one, '--filter', 'port:443')[1]
    contains(out[out.index('Through'):], '443/tcp')
    equal('80/tcp' in out, False)


@case
def faults(world):
    [port] = serve(world, b'HELLO acme 1.9\r\n')
    scan(world, 'one', [port])
    for args, message in [
            (['sessions', 'show', 'one', '--filter', 'prodct~x'],
             '--filter: column 1: there is no field “prodct”; did you mean “product”?'),
            (['scan', '127.0.0.1', '--filter', 'a OR'],
             '--filter: column 5: something is missing here'),
            (['compare', 'one', 'one', '--filter', 'port:x'],
             '--filter: column 6: “x” is no number')]:
        status, out, err = world.run(*args)
        equal((status, out, err.count('\n')), (2, '', 1))
        contains(err, message)


main()
