#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""portolan-cli against services of its own on 127.0.0.1: results, sessions, signals."""
import csv
import io
import json
import os
import signal
import socket
import time
from xml.etree import ElementTree

from program import case, contains, equal, main

DATABASE = r'''Probe TCP NULL q||
totalwaitms 1000
match greeter m|^HELLO (\S+) ([\d.]+)\r\n| p/$1/ v/$2/ i/a test/ o/TestOS/ cpe:/a:test:$1:$2/
'''
GREETING = b'HELLO there 1.2\r\n'
HOSTILE = b'HELLO \x1b]0;x\x07\xe2\x80\xae<&"\' 6.6\r\n'


def scan(world, ports, *args):
    database = world.file('test.probes', DATABASE)
    return ['scan', '-n', '--database', database, '-p', ','.join(map(str, ports)), *args]


def closed_port():
    """A socket that holds a port without listening, and that port."""
    taken = socket.socket()
    taken.bind(('127.0.0.1', 0))
    return taken, taken.getsockname()[1]


@case
def table(world):
    service = world.service(GREETING)
    status, out, err = world.run(*scan(world, [service.port], '127.0.0.1'))
    equal((status, err), (0, ''))
    row = [line.split(None, 3) for line in out.splitlines() if '/tcp' in line]
    equal(row, [[f'{service.port}/tcp', 'open', 'greeter', 'there 1.2 (a test)']])
    contains(out, 'Service Info: OS: TestOS\n')
    contains(out, '(1 host up)')


@case
def pattern_that_does_not_compile(world):
    """It is said when an answer needs the rule, and the next rule names the service."""
    service = world.service(GREETING)
    broken = world.file('broken.probes', DATABASE.replace('match', 'match bad m|^(HELLO|\nmatch', 1))
    status, out, err = world.run('scan', '-n', '--database', broken, '-p', str(service.port),
                                 '127.0.0.1')
    equal(status, 0)
    contains(out, 'there 1.2 (a test)')
    equal(err.splitlines(), [f'portolan-cli: A rule is not used: {broken}:3:20:'
                             ' missing closing parenthesis'])


@case
def every_output(world):
    service = world.service(GREETING)
    taken, closed = closed_port()
    outputs = [part for name in ('xml', 'json', 'jsonl', 'csv', 'html', 'txt')
               for part in ('-o', f'out.{name}')]
    status, out, err = world.run(*scan(world, [service.port, closed], '127.0.0.1', *outputs))
    equal((status, err), (0, ''))
    equal(world.read('out.txt').decode(), out)

    ports = {int(port.get('portid')): port
             for port in ElementTree.fromstring(world.read('out.xml')).iter('port')}
    equal(ports[service.port].find('state').attrib,
          {'state': 'open', 'reason': 'syn-ack', 'reason_ttl': '0'})
    equal(ports[closed].find('state').get('reason'), 'conn-refused')
    found = ports[service.port].find('service')
    equal([found.get(name) for name in ('name', 'product', 'version', 'method', 'conf')],
          ['greeter', 'there', '1.2', 'probed', '10'])
    equal([cpe.text for cpe in found.iter('cpe')], ['cpe:/a:test:there:1.2'])

    host = json.loads(world.read('out.json'))['hosts'][0]
    [found] = [port for port in host['ports'] if port['port'] == service.port]
    equal(found['responses'][0]['received']['text'], r'HELLO there 1.2\r\n')
    equal(found['service']['rule']['line'], 3)
    types = [json.loads(line)['type'] for line in world.read('out.jsonl').splitlines()]
    equal(types, ['session', 'host', 'summary'])
    contains(world.read('out.xml').decode(), '; 1 IP address (1 host up) scanned in ')
    contains(world.read('out.html').decode(), '<td>1 host up, 1 open port</td>')
    rows = {int(row['port']): row
            for row in csv.DictReader(io.StringIO(world.read('out.csv').decode()))}
    equal(rows[service.port]['product'], 'there')
    contains(world.read('out.html').decode(), '<td>there 1.2 (a test)</td>')
    taken.close()


@case
def to_standard_output(world):
    service = world.service(GREETING)
    status, out, err = world.run(*scan(world, [service.port], '127.0.0.1', '--no-save', '-o',
                                       '-', '--format', 'json'))
    equal((status, err), (0, ''))
    port = json.loads(out)['hosts'][0]['ports'][0]
    equal(port['service']['version'], '1.2')
    contains(port['responses'][0]['received']['text'], 'HELLO')
    equal(world.run('sessions'), (0, '', ''))


@case
def hostile_service(world):
    """Nothing a service says acts on the terminal."""
    service = world.service(HOSTILE)
    for name in ('txt', 'xml', 'json', 'jsonl', 'csv', 'html'):
        status, out, err = world.run(*scan(world, [service.port], '127.0.0.1', '--no-save',
                                           '-o', '-', '--format', name))
        equal((status, err), (0, ''))
        contains(out, '6.6')
        strange = [c for c in out if ord(c) < 32 and c not in '\r\n' or c == '\u202e']
        equal(strange, [])


@case
def sessions(world):
    service = world.service(GREETING)
    command = scan(world, [service.port], '127.0.0.1', '--name', 'first')
    equal(world.run(*command)[0], 0)
    listed = world.run('sessions')[1]
    contains(listed, 'finished')
    contains(listed, '  first\n')

    status, shown, err = world.run('sessions', 'show', 'first')
    equal((status, err), (0, ''))
    contains(shown, 'there 1.2 (a test)')
    equal(world.run('sessions', 'show', '1')[1], shown)
    equal(world.run('sessions', 'rename', 'first', 'second'), (0, '', ''))
    equal(world.run('sessions', 'show', 'first')[0], 2)
    equal(world.run('sessions', 'export', 'second', 'x.json'), (0, '', ''))
    port = json.loads(world.read('x.json'))['hosts'][0]['ports'][0]
    contains(port['responses'][0]['received']['text'], 'HELLO')
    equal(world.run('sessions', 'export', 'second', 'x')[0], 2)

    equal(world.run(*scan(world, [service.port], '127.0.0.1', '--name', 'second'))[0], 0)
    status, _, err = world.run('sessions', 'delete', 'second')
    equal(status, 2)
    contains(err, 'more than one')
    equal(world.run('sessions', 'delete', '1', '77')[0], 2)
    equal(world.run('sessions')[1].count('\n'), 3)
    equal(world.run('sessions', 'delete', '1', '2'), (0, '', ''))
    equal(world.run('sessions'), (0, '', ''))


def start_long_scan(world, *args, **more):
    """A scan that has named one service and waits half a minute for another to speak."""
    service, silent = world.service(GREETING), world.service(b'')
    command = scan(world, [service.port, silent.port], *args, '--name', 'long', '--progress',
                   '127.0.0.1')
    world.file('test.probes', DATABASE.replace('1000', '30000'))
    process = world.start(*command, **more)
    for line in process.stderr:
        if b' 2 open, 1/2 services' in line:
            return process, service.port
    raise AssertionError(f'no progress; exit status {process.wait()}')


def interrupted_by(world, number):
    process, port = start_long_scan(world, '-o', 'out.xml')
    process.send_signal(number)
    out, _ = process.communicate(timeout=10)
    equal(process.returncode, 130)
    contains(out.decode(), f'{port}/tcp')
    contains(out.decode(), 'stopped')
    root = ElementTree.fromstring(world.read('out.xml'))
    equal(root.find('runstats/finished').get('exit'), 'error')
    contains([found.get('portid') for found in root.iter('port')], str(port))
    contains(world.run('sessions')[1], 'stopped')
    contains(world.run('sessions', 'show', 'long')[1], f'{port}/tcp')


@case
def interrupt(world):
    interrupted_by(world, signal.SIGINT)


@case
def terminate(world):
    interrupted_by(world, signal.SIGTERM)


@case
def hangup_under_nohup(world):
    def ignore_hangup():
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    process, _ = start_long_scan(world, preexec_fn=ignore_hangup)
    process.send_signal(signal.SIGHUP)
    contains(process.stderr.readline().decode(), 'Scanning')
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    equal(process.returncode, 130)


@case
def killed(world):
    """What was known a second before is in the session."""
    process, port = start_long_scan(world, '-o', 'out.xml')
    time.sleep(1)
    process.kill()
    process.communicate()
    equal(os.path.exists(world.path('out.xml')), False)
    contains(world.run('sessions')[1], '  long\n')
    contains(world.run('sessions', 'show', 'long')[1], f'{port}/tcp')


@case
def output_fails_at_the_end(world):
    service = world.service(GREETING)
    status, out, err = world.run(*scan(world, [service.port], '127.0.0.1', '-oX', '/dev/full'))
    equal((status, err.count('\n')), (3, 1))
    contains(err, 'portolan-cli: /dev/full: ')
    contains(out, f'{service.port}/tcp')


@case
def reader_goes_away(world):
    """As in "portolan-cli scan ... | head -1"."""
    service = world.service(GREETING)
    process = world.start(*scan(world, [service.port], '127.0.0.1', '-o', 'out.csv'))
    process.stdout.close()
    equal((process.stderr.read(), process.wait(10)), (b'', 3))
    contains(world.read('out.csv').decode(), 'greeter')


@case
def nothing_is_overwritten_by_a_wrong_scan(world):
    world.file('out.xml', 'old')
    equal(world.run('scan', '-o', 'out.xml', '127.0.0.999')[0], 2)
    equal(world.read('out.xml'), b'old')


@case
def store_that_is_none(world):
    path = world.file('store.db', b'no database at all' * 1000)
    service = world.service(GREETING)
    status, out, err = world.run(*scan(world, [service.port], '127.0.0.1', '--store', path))
    equal((status, out, err.count('\n')), (2, '', 1))
    contains(err, path)


main()
