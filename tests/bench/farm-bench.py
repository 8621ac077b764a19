#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/bench/farm-bench.py: the wall time of a farm scan beside nmap's, in the same run.

  farm-bench.py PORTOLAN_CLI [--rounds N] [--more]

Both scan the same TCP ports of 127.0.0.1 with version detection, in turn; the ratio of the
medians is printed.  Ours runs with our own probe database alone, then with Nmap's below it.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'farm'))
import farm  # noqa: E402


def seconds(command, **env):
    begun = time.monotonic()
    subprocess.run(command, env=dict(os.environ, **env), check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begun


def measure(program, rounds, manifest, way_in):
    ports = ','.join(str(row['port']) for row in manifest['services']
                     if row['protocol'] == 'tcp' and row['address'] == '127.0.0.1')
    common = ['-sT', '-sV', '-n', '-Pn', '-p', ports, '127.0.0.1']
    ours = way_in + [program, 'scan', '--no-save', *common]
    times = {'nmap': [], 'portolan, own database': [], 'portolan, with nmap-common': []}
    for _ in range(rounds):
        times['nmap'].append(seconds(way_in + ['nmap', *common]))
        times['portolan, own database'].append(seconds(ours, PORTOLAN_NMAP_DIR=''))
        times['portolan, with nmap-common'].append(seconds(ours))
    print(f'{len(ports.split(","))} ports, median of {rounds}')
    base = statistics.median(times['nmap'])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f'{name:28} {median:7.2f} s   ratio {median / base:.2f}')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('program', type=Path)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--more', action='store_true', help='the wider farm')
    options = parser.parse_args()
    if options.more:
        os.environ['PTL_FARM_MORE'] = '1'
    with tempfile.TemporaryDirectory(prefix='portolan-bench-') as top:
        os.chmod(top, 0o755)
        place = Path(top) / 'farm'
        manifest = farm.start_in(place)
        try:
            measure(str(options.program.resolve()), options.rounds, manifest,
                    farm.inside(farm.running(place)))
        finally:
            farm.stop_in(place)


if __name__ == '__main__':
    main()
