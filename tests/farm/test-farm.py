#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/test-farm.py: scans the farm and compares with what dpkg knows of the servers.

  test-farm.py PORTOLAN_CLI

Once with our own probe database alone, and once with Nmap's files below it, where the
package nmap-common is installed: no verdict may be worse for that.
"""
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

import farm

NMAP_FILES = Path('/usr/share/nmap/nmap-service-probes')


class Tap:
    def __init__(self):
        self.count = self.failures = 0

    def say(self, good, name, why=''):
        self.count += 1
        self.failures += not good
        print(f'{"ok" if good else "not ok"} {self.count} - {name}{why}', flush=True)

    def end(self):
        print(f'1..{self.count}')
        return 1 if self.failures else 0


class Scanner:
    """portolan-cli, run where the farm is."""

    def __init__(self, program, place):
        self.program, self.place = program, place
        self.way_in = farm.inside(farm.running(place))

    def run(self, arguments, nmap_files, out):
        env = dict(os.environ, LC_ALL='C.UTF-8', HOME=str(self.place))
        if not nmap_files:
            env['PORTOLAN_NMAP_DIR'] = ''
        command = self.way_in + [self.program, 'scan', *arguments, '-sV', '-n', '-Pn', '--no-save',
                                 '-oX', str(out)]
        return subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              text=True)

    def verdicts(self, rows, nmap_files):
        """{(address, protocol, port): service element} of what is open."""
        found = {}
        for protocol, option in (('tcp', '-sT'), ('udp', '-sU')):
            mine = [row for row in rows if row['protocol'] == protocol]
            if not mine:
                continue
            ports = ','.join(sorted({str(row['port']) for row in mine}, key=int))
            out = self.place / f'{protocol}.xml'
            done = self.run([option, '-p', ports, '127.0.0.1', '::1'], nmap_files, out)
            if done.returncode != 0:
                farm.fail(f'portolan-cli ended with {done.returncode}: {done.stderr}')
            found.update(read_xml(out))
        return found


def read_xml(path):
    found = {}
    for host in xml.parse(path).getroot().iter('host'):
        address = host.find('address').get('addr')
        for port in host.iter('port'):
            if port.find('state').get('state').startswith('open'):
                key = address, port.get('protocol'), int(port.get('portid'))
                found[key] = port.find('service')
    return found


def faults(row, service):
    """What is wrong with a verdict, in words."""
    if service is None:
        yield 'not found open, or without a service'
        return
    if service.get('method') != 'probed' or service.get('name') not in row['service']:
        yield f'service {service.get("name")} ({service.get("method")}), not {row["service"][0]}'
    if (service.get('tunnel') == 'ssl') != row['tls']:
        yield f'tunnel {service.get("tunnel")}'
    if row['product_re'] and not re.search(row['product_re'], service.get('product', ''), re.I):
        yield f'product {service.get("product")}, not {row["product_re"]}'
    if row['discloses_version'] and service.get('version') != row['version']:
        yield f'version {service.get("version")}, not {row["version"]}'


def test_database(tap, scanner, rows, name, nmap_files):
    found = scanner.verdicts(rows, nmap_files)
    for row in rows:
        wrong = list(faults(row, found.get((row['address'], row['protocol'], row['port']))))
        tap.say(not wrong, f'{name}: {row["id"]}', ''.join(f'; {fault}' for fault in wrong))


def test_running_farm(tap, program, place, manifest):
    scanner = Scanner(program, place)
    rows = manifest['services']
    for down in manifest['down']:
        tap.say(False, f'{down} did not start')
    test_database(tap, scanner, rows, 'ours', False)
    if NMAP_FILES.exists():
        test_database(tap, scanner, rows, 'with nmap-common', True)
    else:
        tap.say(True, 'with nmap-common', ' # SKIP it is not installed')


def main():
    program = str(Path(sys.argv[1]).resolve())
    missing = [package for package in farm.servers().PACKAGES + farm.servers().UNPACKED
               if farm.installed_version(package) is None]
    if missing:
        print(f'1..0 # SKIP run tests/farm/farm.py install: no {" ".join(missing[:3])}')
        return 0
    place = Path(tempfile.mkdtemp(prefix='portolan-farm-')) / 'farm'
    place.parent.chmod(0o755)
    tap = Tap()
    try:
        test_running_farm(tap, program, place, farm.start_in(place))
    finally:
        farm.stop_in(place)
        farm.remove(place)
        place.parent.rmdir()
    return tap.end()


if __name__ == '__main__':
    sys.path.insert(0, str(farm.HERE))
    sys.exit(main())
