#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""portolan-cli sessions import: the files of scanners as sessions."""
import gzip
import json
import shutil
import subprocess

from program import case, contains, equal, main

HOSTILE = b'SSH-2.0-<x> "\x01\xe2\x80\xae & ]]>\r\n'
FINGERPRINT = 'SF-Port70-TCP:V=7.93%I=7%D=11/21%Time=6B00B194%P=x%r(NULL,7,"AHOY\\r\\n!");'


def xml(hosts, targets='192.0.2.0/30', end='<runstats><finished time="1795220640"/>'
        '<hosts up="1" down="3" total="4"/></runstats></nmaprun>\n'):
    return (f'<nmaprun scanner="nmap" args="nmap -sV -p 22,70 {targets}" version="7.93"'
            ' start="1795220628">\n'
            '<scaninfo type="connect" protocol="tcp" numservices="2" services="22,70"/>\n'
            f'{hosts}{end}')


HOST = ('<host><status state="up" reason="syn-ack"/>'
        '<address addr="192.0.2.1" addrtype="ipv4"/><ports>\n'
        '<port protocol="tcp" portid="22"><state state="open" reason="syn-ack"/>'
        '<service name="ssh" product="OpenSSH" version="9.2p1" method="probed" conf="10"/></port>\n'
        '<port protocol="tcp" portid="70"><state state="open" reason="syn-ack"/>'
        f'<service name="gopher" servicefp="{FINGERPRINT.replace(chr(34), "&quot;")}"'
        ' method="table" conf="3"/></port></ports></host>\n')


@case
def one_file(world):
    world.file('office.xml', xml(HOST))
    status, out, err = world.run('sessions', 'import', 'office.xml')
    equal((status, err), (0, ''))
    row = out.splitlines()[1].split()
    equal([row[0], *row[3:]], ['1', 'finished', '1', '2', 'office'])
    equal(world.run('sessions')[1], out)
    contains(world.run('sessions', 'show', 'office')[1], 'OpenSSH 9.2p1')


@case
def answers_come_with_the_fingerprint(world):
    world.file('a.xml', xml(HOST))
    equal(world.run('sessions', 'import', '--name', 'b', 'a.xml')[0], 0)
    equal(world.run('sessions', 'export', 'b', 'b.json'), (0, '', ''))
    ports = json.loads(world.read('b.json'))['hosts'][0]['ports']
    [response] = ports[1]['responses']
    equal((response['probe'], response['received']['text']), ('NULL', 'AHOY\\r\\n!'))


@case
def several_files(world):
    """What can be read is there, and the rest is complained of."""
    world.file('one.xml', xml(HOST))
    world.file('bad.xml', 'hello\n')
    world.file('cut.xml', xml(HOST, end=''))
    with open(world.path('zipped.xml.gz'), 'wb') as file:
        file.write(gzip.compress(xml(HOST).encode()))
    status, out, err = world.run('sessions', 'import', 'one.xml', 'bad.xml', 'none.xml',
                                 'cut.xml', 'zipped.xml.gz')
    equal(status, 2)
    equal([line.split()[-1] for line in out.splitlines()[1:]], ['one', 'cut', 'zipped'])
    contains(out, 'stopped')
    equal([line.split()[1].rstrip(':') for line in err.splitlines()],
          ['bad.xml:1:1', 'cut.xml:6:1', 'none.xml'])


@case
def from_standard_input(world):
    status, out, err = world.run('sessions', 'import', '-', '--name', 'piped',
                                 stdin=xml(HOST).encode())
    equal((status, err), (0, ''))
    contains(out, ' piped\n')


@case
def our_own_output(world):
    """What one session exports another imports, the same to the port."""
    service = world.service(b'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n')
    equal(world.run('scan', '-n', '-p', f'{service.port},9', '127.0.0.1', '-o', 'own.xml',
                    '--name', 'first')[0], 0)
    equal(world.run('sessions', 'import', 'own.xml')[0], 0)
    shown = [[line for line in world.run('sessions', 'show', name)[1].splitlines()
              if '/tcp' in line] for name in ('first', 'own')]
    equal(shown[0], shown[1])


@case
def read_by_others(world):
    """ndiff, which is expat in Python, and xmllint, which is libxml2."""
    service = world.service(HOSTILE)
    for name, ports in (('a', f'{service.port},9'), ('b', '9')):
        equal(world.run('scan', '-n', '-p', ports, '127.0.0.1', '-o', f'{name}.xml')[0], 0)
    for command, expected in ((['ndiff', 'a.xml', 'a.xml'], 0), (['ndiff', 'a.xml', 'b.xml'], 1),
                              (['xmllint', '--noout', 'a.xml', 'b.xml'], 0)):
        if shutil.which(command[0]) is not None:
            done = subprocess.run(command, cwd=world.folder, check=False, capture_output=True)
            equal((done.returncode, done.stderr), (expected, b''))


main()
