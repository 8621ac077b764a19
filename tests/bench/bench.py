#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/bench/bench.py: Portolan beside nmap, on the same farm in the same run.

  bench.py [--quick | --full] [--only NAME...] [--json FILE] [--markdown FILE]
           [--build FOLDER]

Each benchmark runs in a network namespace of its own, the scanners in turn.  Those that
take the processor go first, one after the other; then, side by side, the long ones, in
which nmap only waits, and of which one at a time has Portolan in it.  A table of medians
and ratios is printed, with what each ratio is to reach; the JSON has every run as well.

              ours     nmap (B1)                nmap, 300 in flight (B2)   takes
  --quick     3 runs   1, without minutes' ones 1                          some 13 minutes
  (default)   3        3; the minutes' ones 1   3                          some 45 minutes
  --full      and 5000 ports of all kinds, for which nmap takes 90 minutes

NMAP_RULES names another probe file, for both.  Needs root or user namespaces, and a build;
a machine that does something else gives other figures.
"""
import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
import arena  # noqa: E402
import contest  # noqa: E402
import engine_benches  # noqa: E402
import port_benches  # noqa: E402
import service_benches  # noqa: E402

# Where nmap waits for minutes: each has a lane of its own.
LONG = ['mixed', 'mixed-5000', 'http', 'tls', 'one-port', 'slow', 'scarce']
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
    json.dump({'rows': found, 'runs': contest.RUNS}, sys.stdout)


def start_lane(options, names):
    mode = ['--full'] if options.full else ['--quick'] if options.quick else []
    return subprocess.Popen([sys.executable, __file__, *mode, '--lane', '--build', str(options.build),
                             '--only', *names], stdout=subprocess.PIPE, text=True)


def finish_lane(lane):
    output, _ = lane.communicate()
    if lane.returncode == 0:
        return json.loads(output)
    return {'runs': [], 'rows': [{'bench': 'lane', 'what': 'a lane',
                                  'failed': f'status {lane.returncode}'}]}


def run_lanes(options):
    """Returns the rows of the table in its order, and what each run measured."""
    names = [name for name in all_names() if name in options.only]
    short = [name for name in names if name not in LONG]
    found = [finish_lane(start_lane(options, short))] if short else []
    running = [start_lane(options, [name]) for name in LONG if name in names]
    found += [finish_lane(lane) for lane in running]
    order = {name: place for place, name in enumerate(all_names())}
    rows = [row for lane in found for row in lane['rows']]
    return (sorted(rows, key=lambda row: order.get(row['bench'], -1)),
            [run for lane in found for run in lane['runs']])


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


def write_markdown(rows, machine, path):
    """The lines of the table in README.md: what both did, and how many times faster."""
    lines = ['| | Portolan | nmap | nmap\'s as a multiple |', '|---|---|---|---|']
    lines += [f'| {row["what"].strip()} | {number(row["ours"])} | {number(row["theirs"])} |'
              f' {number(row["reached"])} |' for row in rows if row.get('theirs') is not None]
    described = ', '.join(f'{what} {value}' for what, value in machine.items())
    path.write_text('\n'.join([*lines, '', described]) + '\n')


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
    parser.add_argument('--quick', action='store_true', help="without nmap's longest runs")
    parser.add_argument('--full', action='store_true', help='5000 mixed ports, too')
    parser.add_argument('--only', nargs='+', choices=all_names(), metavar='NAME',
                        help=', '.join(all_names()))
    parser.add_argument('--json', type=Path, help='write the figures there as well')
    parser.add_argument('--markdown', type=Path, help='write the table of README.md there')
    parser.add_argument('--build', type=Path, help='where it was built; default: build',
                        default=Path(__file__).resolve().parents[2] / 'build')
    parser.add_argument('--lane', action='store_true', help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.build = options.build.resolve()
    if options.only is None:
        options.only = [name for name in all_names() if options.full or name != 'mixed-5000']
    options.program = options.build / 'src/cli/portolan-cli'
    options.b1_runs = 0 if options.quick else 1
    options.b2_runs = options.runs = 1 if options.quick else 3
    return options


def main():
    options = parse()
    arena.require('nmap', 'unshare', 'ip')
    if options.lane:
        run_lane(options)
        return
    machine = describe_machine()
    begun = time.monotonic()
    with tempfile.NamedTemporaryFile() as file:
        os.environ[arena.TURN] = file.name
        rows, runs = run_lanes(options)
    machine['minutes'] = round((time.monotonic() - begun) / 60, 1)
    print(', '.join(f'{what} {value}' for what, value in machine.items()))
    print_table(rows)
    if options.markdown is not None:
        write_markdown(rows, machine, options.markdown)
    if options.json is not None:
        options.json.write_text(json.dumps({'machine': machine, 'rows': rows, 'runs': runs}, indent=1) + '\n')


if __name__ == '__main__':
    main()
