#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Two scans of 200,000 open ports each, compared by portolan-cli and by ndiff.

    compare-bench.py BUILD_FOLDER [HOSTS]

Prints the seconds that each took and used of the processor, and the ratios.  One port in a
hundred has another version in the second scan."""
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

N_PORTS = 1000

HEAD = f'''<?xml version="1.0"?>
<nmaprun scanner="nmap" args="nmap -sV -p 1-{N_PORTS} 10.0.0.0/16" start="1795220628"
 version="7.93" xmloutputversion="1.05">
<scaninfo type="connect" protocol="tcp" numservices="{N_PORTS}" services="1-{N_PORTS}"/>
'''
HOST = '''<host><status state="up" reason="syn-ack" reason_ttl="0"/>
<address addr="10.0.{}.{}" addrtype="ipv4"/><ports>
'''
PORT = '''<port protocol="tcp" portid="{port}"><state state="open" reason="syn-ack"
 reason_ttl="64"/><service name="http" product="nginx" version="{version}" method="probed"
 conf="10"><cpe>cpe:/a:igor_sysoev:nginx:{version}</cpe></service></port>
'''
END = '''<runstats><finished time="1795220700" exit="success"/>
<hosts up="1" down="0" total="1"/></runstats></nmaprun>
'''


def write_scan(path, n_hosts, changed):
    with open(path, 'w', encoding='ascii') as file:
        file.write(HEAD)
        for host in range(n_hosts):
            file.write(HOST.format(host >> 8, host & 255))
            for port in range(1, N_PORTS + 1):
                version = '1.19' if changed and port % 100 == host % 100 else '1.18'
                file.write(PORT.format(port=port, version=version))
            file.write('</ports></host>\n')
        file.write(END)


def measure(*command):
    """Returns the seconds, and those of the processor.  Both programs exit with 1 where
    something differs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    seconds = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status != 1:
        sys.exit(f'{command[0]}: exit status {status}')
    return seconds, (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main():
    build = pathlib.Path(sys.argv[1])
    n_hosts = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as folder:
        scans = [f'{folder}/before.xml', f'{folder}/after.xml']
        for index, path in enumerate(scans):
            write_scan(path, n_hosts, index == 1)
        ours = measure(str(build / 'src/cli/portolan-cli'), 'compare', *scans)
        print(f'portolan-cli compare: {ours[0]:.2f} s, {ours[1]:.2f} s of the processor')
        if shutil.which('ndiff') is None:
            sys.exit('ndiff is not installed')
        theirs = measure('ndiff', *scans)
        print(f'ndiff: {theirs[0]:.2f} s, {theirs[1]:.2f} s of the processor')
        print(f'ratio: {theirs[0] / ours[0]:.1f}, of the processor {theirs[1] / ours[1]:.1f}')


if __name__ == '__main__':
    main()
