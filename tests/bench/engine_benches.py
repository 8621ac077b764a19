# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Benchmarks of what needs no network: start, matching, store, table."""
import shutil
import statistics
import subprocess

import contest
from service_benches import limit, row

N_ROWS = '100000'


def medians(commands, runs):
    results = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            results[name].append(contest.measure(command))
    return {name: {figure: statistics.median(result[figure] for result in found)
                   for figure in ('wall', 'cpu', 'memory')} for name, found in results.items()}


def start(options, _place):
    common = ['-sT', '-sV', '-n', '-Pn', '-p', '1', '127.0.0.1']
    scan = [str(options.program), 'scan', '--no-save']
    found = medians({'nmap': ['nmap', *common], 'ours': [*scan, *common],
                     'database': [*scan, '--database', contest.NMAP_RULES, *common]}, 15)
    ours, nmap = found['ours'], found['nmap']
    return [row('start: all rules, one closed port', ours['wall'], nmap['wall'], 5),
            row('  the same, of --database', found['database']['wall'], nmap['wall'], 5),
            limit('  memory in MB, against half of theirs', ours['memory'], nmap['memory'] / 2)]


def matching(options, _place):
    output = subprocess.run([options.build / 'tests/bench/bench-matching', contest.NMAP_RULES],
                            check=True, capture_output=True, text=True).stdout
    figures = {name: (float(index), float(everything)) for name, index, everything, _ in
               (line.split() for line in output.splitlines())}
    return [row('matching a 2 KB page no rule knows, microseconds', *figures['page'], 100),
            row('matching a 200 B banner no rule knows', *figures['banner'], 50)]


def store(options, place):
    output = subprocess.run([options.build / 'tests/bench/bench-store', place / 'bench.db', N_ROWS],
                            check=True, capture_output=True, text=True).stdout
    saved, longest_ms, _commits, loaded, saved_cpu, loaded_cpu = map(float, output.split())
    return [limit('100,000 ports with 1 KB of evidence saved: seconds', saved, 1.5),
            limit("  the processor's seconds for it", saved_cpu, 1.5),
            limit('  longest commit in ms', longest_ms, 60),
            limit('  loaded without the evidence: seconds', loaded, 0.5),
            limit("  the processor's seconds for it", loaded_cpu, 0.5)]


def run_table(options, model):
    way = ['xvfb-run', '-a'] if shutil.which('xvfb-run') else []
    output = subprocess.run([*way, str(options.build / 'tests/bench/bench-table'), model, N_ROWS],
                            check=True, capture_output=True, text=True).stdout
    return list(map(float, output.split()))


def table(options, _place):
    runs = [(run_table(options, 'ours'), run_table(options, 'list-store')) for _ in range(3)]
    ours, theirs = ([statistics.median(values) for values in zip(*(pair[who] for pair in runs))]
                    for who in (0, 1))
    return [limit('100,000 rows arriving in a table: longest turn in ms', ours[1], 16,
                  f'GtkListStore {theirs[1]:.0f} ms'),
            row('  sorting, ms, against GtkListStore', ours[2], theirs[2], 50),
            row('  memory, MB, against GtkListStore', ours[3], theirs[3], 5)]


BENCHES = {'start': start, 'matching': matching, 'store': store, 'table': table}
