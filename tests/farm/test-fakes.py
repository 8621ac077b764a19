#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/test-fakes.py: scans services that misbehave and looks at every verdict.

  test-fakes.py PORTOLAN_CLI

With our own probe database alone.  Where a product is expected it must be named however
the answer comes; where nothing is to be known nothing may be claimed.
"""
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Service, product and version by behaviour; None: nothing may be claimed.
EXPECTED = {
    'silent': None,
    'closes': ('tcpwrapped', None, None),
    'resets': ('tcpwrapped', None, None),
    'resets-after-banner': ('ftp', None, None),
    'closes-when-asked': None,
    'slow-banner': ('ssh', 'OpenSSH', '9.2p1'),
    'split-banner': ('ftp', 'vsftpd', '3.0.3'),
    'late-answer': ('http', 'nginx', '1.22.1'),
    'split-header': ('http', 'nginx', '1.22.1'),
    'echo': ('echo', None, None),
    'errors': None,
    'endless': None,
    'garbage': None,
    'huge-line': None,
    'nul-bytes': None,
    'one-at-a-time': ('ftp', 'vsftpd', '3.0.3'),
    'tls-banner': ('imap', None, None),
}
IN_TLS = {'tls-empty', 'tls-banner', 'tls-broken'}
SECONDS = 150


def start_fakes():
    fakes = subprocess.Popen([sys.executable, str(HERE / 'fakes.py')], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, text=True)
    ports = {}
    for line in fakes.stdout:
        if line == 'ready\n':
            return fakes, ports
        name, port = line.split()
        ports[name] = int(port)
    sys.exit('fakes.py did not start')


def scan(program, ports, place):
    out = place / 'fakes.xml'
    env = dict(os.environ, LC_ALL='C.UTF-8', PORTOLAN_NMAP_DIR='', HOME=str(place))
    done = subprocess.run([program, 'scan', '-sT', '-sV', '-n', '-Pn', '--no-save', '-oX', str(out),
                           '-p', ','.join(map(str, ports.values())), '127.0.0.1'], env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS)
    root = xml.parse(out).getroot()  # fails where the output is not well formed
    services = {int(port.get('portid')): port.find('service') for port in root.iter('port')}
    return done, services


def fault(name, service):
    """What is wrong with a verdict, or ''."""
    probed = service is not None and service.get('method') == 'probed'
    if name in IN_TLS and (service is None or service.get('tunnel') != 'ssl'):
        return 'no TLS seen'
    if name not in EXPECTED:
        return ''
    got = tuple(service.get(key) for key in ('name', 'product', 'version')) if probed else None
    return '' if got == EXPECTED[name] else f'{got}, not {EXPECTED[name]}'


def control_characters(done):
    """Control characters on the console other than line ends."""
    return [byte for byte in done.stdout if byte < 32 and byte != 10 or byte == 127]


def main():
    program = str(Path(sys.argv[1]).resolve())
    fakes, ports = start_fakes()
    try:
        with tempfile.TemporaryDirectory() as place:
            done, services = scan(program, ports, Path(place))
    finally:
        fakes.stdin.close()
        fakes.wait()
    results = [(name, fault(name, services.get(port))) for name, port in ports.items()]
    results.append(('exit status', '' if done.returncode == 0 else str(done.returncode)))
    results.append(('quiet terminal', '; '.join(map(hex, control_characters(done)))))
    print(f'1..{len(results)}')
    for number, (name, wrong) in enumerate(results, start=1):
        print(f'{"not ok" if wrong else "ok"} {number} - {name}{": " if wrong else ""}{wrong}')
    return any(wrong for _, wrong in results)


if __name__ == '__main__':
    sys.exit(main())
