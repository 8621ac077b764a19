#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What portolan-cli tells of a verdict: the trace, the reasons, the certificate."""
import base64
import hashlib
import json
import re
import socket

from program import case, contains, equal, main

DATABASE = r"""Probe TCP NULL q||
totalwaitms 1000
match greeter m|^HELLO (\S+) ([\d.]+)\r\n| p/$1/ v/$2/
softmatch greeter m|^HELLO|
match late m|^HEL(L)(X)?O| p/Latecomer/
Probe TCP Ask q|ASK\r\n|
rarity 1
softmatch chatter m|^OK|
match chatter m|^OK ready| p/Chatter/
"""
TLS_DATABASE = r"""Probe TCP NULL q||
totalwaitms 1000
match greeter m|^HELLO (\S+) ([\d.]+)\r\n| p/$1/ v/$2/
Probe TCP Hello q|\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x030123456789abcdef0123456789abcdef\x00\x00\x04\xc0\x2b\xc0\x2f\x01\x00|
rarity 1
match ssl m|^[\x15\x16]\x03|
"""
GREETING = b'HELLO there 1.2\r\n'
LINE = re.compile(r'^ *\d+\.\d{4}s (\S+) (.*)$')


def scan(world, port, *args, database=DATABASE):
    path = world.file('test.probes', database)
    return world.run('scan', '-n', '--database', path, '-p', str(port), '127.0.0.1',
                     '--name', 's', *args)


def steps(text):
    """The steps of a trace, each with the port it is about; fails on any other line."""
    return [LINE.match(line).groups() for line in text.splitlines()]


@case
def trace_as_it_happens_and_as_it_is_kept(world):
    service = world.service(GREETING)
    status, out, err = scan(world, service.port, '--trace')
    equal(status, 0)
    contains(out, 'there 1.2')
    path = world.path('test.probes')
    place = f'127.0.0.1:{service.port}/tcp'
    equal(steps(err), [
        (place, 'connect'),
        (place, 'connected'),
        (place, r'received [NULL] 17 bytes "HELLO there 1.2\r\n"'),
        (place, f'match [NULL]: {path}:3: greeter there 1.2'),
        (place, 'verdict: greeter there 1.2 (hard-match)')])
    equal(world.run('sessions', 'show', 's', '--trace'), (0, err, ''))


@case
def trace_of_questions(world):
    database = DATABASE[DATABASE.index('Probe TCP Ask'):] # there is no NULL probe
    err = scan(world, world.service(b'OK').port, '--version-trace', database=database)[2]
    said = [step for _, step in steps(err)]
    path = world.path('test.probes')
    contains(said, r'sent [Ask] 5 bytes "ASK\r\n"')
    contains(said, 'received [Ask] 2 bytes "OK"')
    contains(said, f'soft match [Ask]: {path}:3: chatter')
    contains(said, 'timeout [Ask]')
    contains(said, 'verdict: chatter (soft-match)')


@case
def trace_of_closed_port(world):
    with socket.socket() as taken: # nobody listens on it
        taken.bind(('127.0.0.1', 0))
        err = scan(world, taken.getsockname()[1], '--trace')[2]
    equal([step for _, step in steps(err)], ['connect', 'refused'])


@case
def hostile_trace(world):
    """Nothing in it acts on the terminal, no line is long, and it ends."""
    service = world.service(b'\x1b]0;x\x07\r\n"' + b'\0' * 5000)
    status, _, err = scan(world, service.port, '--trace')
    equal(status, 0)
    equal([c for c in err if c != '\n' and not 32 <= ord(c) < 127], [])
    equal(max(map(len, err.splitlines())) < 2000, True)
    contains(err, r'bytes "\x1b]0;x\x07\r\n\x22\x00')


@case
def no_trace_unless_asked(world):
    service = world.service(GREETING)
    equal(scan(world, service.port)[2], '')
    equal(world.run('sessions', 'show', 's', '--trace'), (0, '', ''))


@case
def why(world):
    service = world.service(GREETING)
    equal(scan(world, service.port)[0], 0)
    status, out, err = world.run('sessions', 'show', 's', '--why')
    equal((status, err), (0, ''))
    first = out[:out.index('  also ')]
    fields = dict(line.strip().split(None, 1) for line in first.splitlines() if line[:2] == '  ')
    equal(fields['rule'], world.path('test.probes') + ':3')
    equal(fields['layer'], 'database')
    equal(fields['found'], 'direct')
    equal(fields['pattern'], r'^HELLO (\S+) ([\d.]+)\r\n')
    equal(fields['matched'], r'"HELLO there 1.2\r\n"')
    contains(out, '  group 1      "there"\n  group 2      "1.2"\n')
    equal('wins' in out, False)


@case
def what_later_rules_know_besides(world):
    service = world.service(GREETING)
    _, table, _ = scan(world, service.port, '-o', 'out.json', '-o', 'out.xml', '-o', 'out.csv',
                       '-o', 'out.html')
    contains(table, '\n|_ also: Latecomer\n')
    contains(world.read('out.xml').decode(), '<script id="portolan-also" output="Latecomer">')
    contains(world.read('out.csv').decode(), ',probed,Latecomer\r\n')
    contains(world.read('out.html').decode(), '<td>Latecomer</td>')
    [port] = json.loads(world.read('out.json'))['hosts'][0]['ports']
    [also] = port['service']['also']
    equal((also['product'], also['rule']['line'], also['rule']['response']), ('Latecomer', 5, 0))

    status, out, err = world.run('sessions', 'show', 's', '--why')
    equal((status, err), (0, ''))
    contains(out, '  also         Latecomer\n  rule         ' + world.path('test.probes') + ':5\n')
    scan(world, service.port, '--compat', 'nmap', '-o', 'nmap.json')
    [port] = json.loads(world.read('nmap.json'))['hosts'][0]['ports']
    equal('also' in port['service'], False)


@case
def why_with_all_rules(world):
    service = world.service(GREETING)
    equal(scan(world, service.port)[0], 0)
    # Another rule has come in front since.
    world.file('test.probes', DATABASE.replace('match greeter', 'match newer m|^HELLO|\nmatch greeter',
                                               1))
    status, out, err = world.run('sessions', 'show', 's', '--why', '--all')
    equal((status, err), (0, ''))
    path = world.path('test.probes')
    contains(out, f'  rule         {path}:3\n')
    listed = re.findall(r'^  (wins|matches) +\S+:(\d+) \(database, NULL, direct\)  (.*)$', out, re.M)
    equal(listed, [('wins', '3', 'newer'), ('matches', '4', 'greeter  there 1.2'),
                   ('matches', '5', 'greeter  (soft match)'),
                   ('matches', '6', 'late  Latecomer')])


@case
def why_without_the_rules(world):
    service = world.service(GREETING)
    equal(scan(world, service.port)[0], 0)
    world.file('test.probes', 'nonsense\n')
    equal(world.run('sessions', 'show', 's', '--why')[0], 0)
    status, out, err = world.run('sessions', 'show', 's', '--all')
    equal((status, out, err.count('\n')), (2, '', 1))
    contains(err, 'test.probes:1:')


@case
def certificate(world):
    port, sha256 = world.tls_service()
    status, _, err = scan(world, port, '-o', 'out.json', '-o', 'out.html', '-o', 'out.xml',
                          '--trace', database=TLS_DATABASE)
    equal(status, 0)
    contains(err, f'127.0.0.1:{port}/tcp connect [NULL]: TLS\n')
    contains(err, f'127.0.0.1:{port}/tcp connected [NULL]: TLS1.3 TLS_')

    [found] = json.loads(world.read('out.json'))['hosts'][0]['ports']
    equal(found['service']['tunnel'], 'ssl')
    equal(found['tls']['version'], 'TLS1.3')
    equal(found['tls']['alpn'], 'http/1.1')
    contains(err, f'127.0.0.1:{port}/tcp connect [ALPN]: TLS\n')
    shown = found['tls']['certificate']
    equal(hashlib.sha256(base64.b64decode(shown['der'])).hexdigest(), sha256)
    equal([shown[name] for name in ('subject', 'issuer', 'self_signed', 'sha256', 'key_type',
                                    'key_bits', 'signature')],
          ['CN=test.invalid', 'CN=test.invalid', True, sha256, 'RSA', 2048, 'RSA-SHA256'])
    equal(shown['valid_from'] < shown['valid_until'], True)
    contains(world.read('out.html').decode(), f'<td>{sha256}</td>')
    xml = world.read('out.xml').decode()
    contains(xml, '<elem key="alpn">http/1.1</elem><table key="certificate">'
                  '<elem key="subject">CN=test.invalid</elem>')
    contains(xml, f'<elem key="sha256">{sha256}</elem>')

    status, out, err = world.run('sessions', 'show', 's', '--why')
    equal((status, err), (0, ''))
    contains(out, '  ALPN         http/1.1\n')
    contains(out, '  certificate  CN=test.invalid\n')
    contains(out, f'  SHA-256      {sha256}\n')
    equal(world.run('sessions', 'export', 's', 'again.json')[0], 0)
    [again] = json.loads(world.read('again.json'))['hosts'][0]['ports']
    equal(again['tls'], found['tls'])


main()
