#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/bench/bench.py: Portolan beside nmap, on the same farm in the same run.

  bench.py [--quick | --full] [--only NAME...] [--json FILE] [--build FOLDER]

Each benchmark runs in a network namespace of its own, the scanners in turn, several times
where that is a matter of seconds.  The long ones, in which nmap only waits, run beside the
others.  A table of medians and ratios is printed, with what each ratio is to reach.

  --quick  a tenth of the ports: some 5 minutes      (default: some 25 minutes)
  --full   5000 ports of all kinds, too: some 2 hours

NMAP_RULES names another probe file, for both.  Needs root or user namespaces, and a build.
"""
import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import arena  # noqa: E402
import engine_benches  # noqa: E402
import port_benches  # noqa: E402
import service_benches  # noqa: E402

# Where all wait for minutes: each has a lane of its own.
LONG = ['mixed', 'mixed-5000', 'http', 'tls', 'one-port', 'slow']
SUITES = [service_benches, port_benches, engine_benches]


def all_names():
    return [name for suite in SUITES for name in suite.BENCHES]


def run_bench(name, options, place):
    suite = next(suite for suite in SUITES if name in suite.BENCHES)
    return suite.BENCHES[name](options, place)


def run_lane(options):
    """The process of one lane: runs its benchmarks one after the other, here and now."""
    arena.enter()
    found = []
    for name in options.only:
        with tempfile.TemporaryDirectory(prefix=f'portolan-bench-{name}-') as place:
            try:
                rows = run_bench(name, options, Path(place))
            except (RuntimeError, OSError, ValueError, subprocess.SubprocessError) as error:
                rows = [{'what': name, 'failed': str(error)}]
        found += [dict(row, bench=name) for row in rows]
        print(f'bench: {name} done', file=sys.stderr, flush=True)
    json.dump(found, sys.stdout)


def start_lane(options, names):
    mode = ['--full'] if options.full else ['--quick'] if options.quick else []
    return subprocess.Popen([sys.executable, __file__, *mode, '--lane', '--build', str(options.build),
                             '--only', *names], stdout=subprocess.PIPE, text=True)


def run_lanes(options):
    names = [name for name in all_names() if name in options.only]
    lanes = [[name] for name in LONG if name in names]
    short = [name for name in names if name not in LONG]
    running = [start_lane(options, lane) for lane in [*lanes, short] if lane]
    rows = []
    for lane in running:
        output, _ = lane.communicate()
        rows += json.loads(output) if lane.returncode == 0 else [
            {'bench': 'lane', 'what': 'a lane', 'failed': f'status {lane.returncode}'}]
    order = {name: place for place, name in enumerate(all_names())}
    return sorted(rows, key=lambda row: order.get(row['bench'], -1))


def number(value):
    if value is None:
        return ''
    return f'{value:.0f}' if abs(value) >= 100 else f'{value:.3g}'


def verdict(row):
    if 'failed' in row:
        return f'FAILED: {row["failed"]}'
    if row.get('goal') is None or row.get('reached') is None:
        return ''
    reached = row['reached'] >= row['goal'] if row.get('more', True) else row['reached'] <= row['goal']
    return 'yes' if reached else 'NO'


def print_table(rows):
    width = max(len(row['what']) for row in rows)
    print(f'{"":{width}} {"ours":>9} {"theirs":>9} {"reached":>9} {"goal":>9}')
    for row in rows:
        sign = '' if row.get('goal') is None else '>= ' if row.get('more', True) else '<= '
        print(f'{row["what"]:{width}} {number(row.get("ours")):>9} {number(row.get("theirs")):>9}'
              f' {number(row.get("reached")):>9} {sign + number(row.get("goal")):>9} {verdict(row)}'
              f' {row.get("note", "")}'.rstrip())


def describe_machine():
    cpuinfo = Path('/proc/cpuinfo').read_text()
    model = next((line.partition(': ')[2] for line in cpuinfo.splitlines()
                  if line.startswith('model name')), platform.machine())
    return {'processor': model, 'cores': os.cpu_count(), 'kernel': platform.release(),
            'load': os.getloadavg()[0],
            'nmap': subprocess.run(['nmap', '--version'], capture_output=True, text=True,
                                   check=False).stdout.split('(')[0].strip()}


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--quick', action='store_true', help='a tenth of the ports')
    parser.add_argument('--full', action='store_true', help='5000 mixed ports, too')
    parser.add_argument('--only', nargs='+', choices=all_names(), metavar='NAME',
                        help=', '.join(all_names()))
    parser.add_argument('--json', type=Path, help='write the figures there as well')
    parser.add_argument('--build', type=Path, help='where it was built; default: build',
                        default=Path(__file__).resolve().parents[2] / 'build')
    parser.add_argument('--lane', action='store_true', help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.build = options.build.resolve()
    if options.only is None:
        options.only = [name for name in all_names() if options.full or name != 'mixed-5000']
    options.program = options.build / 'src/cli/portolan-cli'
    options.scale = 10 if options.quick else 1
    return options


def main():
    options = parse()
    arena.require('nmap', 'unshare', 'ip')
    if options.lane:
        run_lane(options)
        return
    machine = describe_machine()
    rows = run_lanes(options)
    print(', '.join(f'{what} {value}' for what, value in machine.items()))
    print_table(rows)
    if options.json is not None:
        options.json.write_text(json.dumps({'machine': machine, 'rows': rows}, indent=1) + '\n')


if __name__ == '__main__':
    main()
