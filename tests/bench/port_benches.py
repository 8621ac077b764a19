# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Benchmarks of the port scan alone, against nmap -sT -T4."""
import re
import statistics

import contest
from arena import Wire
from service_benches import limit, row

HOSTS = '10.77.0.1-16'


def commands(options, ports, targets, timing):
    common = ['-sT', '-n', '-Pn', '-p', ports]
    return {'ours': [str(options.program), 'scan', '--no-identify', '--no-save', timing,
                     *common, targets],
            'nmap': ['nmap', '-T4', *common, targets]}


def compare(options, place, ports, targets, runs, timing='-T4'):
    """who -> medians, with the number of open ports found in the worst run."""
    results = {'ours': [], 'nmap': []}
    place.mkdir(exist_ok=True)
    for turn in range(runs):
        for who, command in commands(options, ports, targets, timing).items():
            log = place / f'{who}-{turn}'
            result = contest.measure(command, log)
            result['open'] = len(re.findall(r'^\d+/tcp +open', log.read_text(), re.MULTILINE))
            results[who].append(result)
    return {who: {'wall': statistics.median(r['wall'] for r in found),
                  'best': min(r['wall'] for r in found),
                  'cpu': statistics.median(r['cpu'] for r in found),
                  'open': min(r['open'] for r in found)} for who, found in results.items()}


def filtered(options, place):
    with Wire(options.build, '--hosts', '16', '--pass', '1-5'):
        found = compare(options, place, '1-1000', HOSTS, options.runs)
    return [row('16 hosts, 1000 filtered ports: against the best of nmap', found['ours']['wall'],
                found['nmap']['best'], 12),
            limit('  open ports that nmap finds and we do not',
                  max(0, found['nmap']['open'] - found['ours']['open']), 0)]


def closed_far(options, place):
    with Wire(options.build, '--hosts', '16', '--delay-ms', '10'):
        found = compare(options, place, '1-1000', HOSTS, 3)
    return [row('16 hosts, 1000 closed ports at 20 ms', found['ours']['wall'], found['nmap']['wall'], 4)]


def all_far(options, place):
    with Wire(options.build, '--delay-ms', '10'):
        found = compare(options, place, '1-65535', '10.77.0.1', 3)
    return [row('65,535 closed ports at 20 ms', found['ours']['wall'], found['nmap']['wall'], 3)]


def closed(options, place):
    found = compare(options, place, '1-65535', '127.0.0.1', 5)
    return [row('65,535 closed ports, no delay', found['ours']['wall'], found['nmap']['wall'], 1),
            row('  processor', found['ours']['cpu'], found['nmap']['cpu'], 1)]


def loss(options, place):
    with Wire(options.build, '--delay-ms', '10', '--loss-permille', '10') as wire:
        with wire.farm('banner', 1000) as farm:
            found = compare(options, place, farm.ports, '10.77.0.1', 3)
    return [limit('1000 open ports at 1 % loss: not found', 1000 - found['ours']['open'], 0,
                  f'{found["ours"]["wall"]:.2f} s; nmap {found["nmap"]["open"]} in'
                  f' {found["nmap"]["wall"]:.2f} s')]


BENCHES = {'filtered': filtered, 'closed-far': closed_far, 'all-far': all_far, 'closed': closed,
           'loss': loss}
