# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Benchmarks of version detection, beside nmap -sV as it is (B1) and as a knowing user
would call it (B2)."""
import contest
from arena import Farm, Wire

B2 = ('--min-parallelism', '300', '--max-parallelism', '300')
FAST = ('-T5',)


def row(what, ours, theirs, goal, note='', more=True):
    """A line of the table: how many times less ours takes than theirs."""
    return {'what': what, 'ours': ours, 'theirs': theirs, 'reached': theirs / ours if ours else None,
            'goal': goal, 'more': more, 'note': note}


def limit(what, value, most, note=''):
    return {'what': what, 'ours': value, 'reached': value, 'goal': most, 'more': False, 'note': note}


def compare(new_farm, place, contestants):
    """Runs each contestant, (name, command, runs), in turn; name -> its middle run."""
    results = {name: [] for name, _, _ in contestants}
    for turn in range(max(runs for _, _, runs in contestants)):
        for name, command, runs in contestants:
            if turn < runs:
                results[name].append(contest.run(new_farm, command, place / f'{name}-{turn}'))
    return {name: contest.middle(found) for name, found in results.items()}


def accuracy(found, ours, theirs):
    """Named at least as many as theirs, none wrongly, none missing."""
    mine, other = found[ours], found[theirs]
    short = (max(0, other['services'] - mine['services'])
             + max(0, other['products'] - mine['products']) + mine['wrong'] + mine['missing'])
    return limit(f'  {ours}: named fewer than {theirs}, wrongly, or missed', short, 0,
                 f'{mine["services"]} services, {mine["products"]} products'
                 f' (nmap {other["services"]}, {other["products"]})')


def mixed_rows(found, label, with_b2):
    fast, default, b1 = found['fast'], found['default'], found['B1']
    rows = [row(f'{label}: fast (-T5) against B1', fast['wall'], b1['wall'], 100)]
    if with_b2:
        b2 = found['B2']
        rows += [row(f'{label}: fast (-T5) against B2', fast['wall'], b2['wall'], 18),
                 row(f'{label}: default against B2', default['wall'], b2['wall'], 4),
                 row('  90 % named, default against B2', default['named_90'], b2['wall'], 50)]
    return rows + [
        row(f'{label}: default against B1', default['wall'], b1['wall'], 25),
        row('  90 % named, default against B1', default['named_90'], b1['wall'], 200),
        row('  90 % named, fast against B1', fast['named_90'], b1['wall'], 200),
        limit('  connections per port, default', default['connections'], b1['connections']),
        limit('  connections per port, fast', fast['connections'], None),
        limit('  memory in MB, default, against 60 % of B1', default['memory'], 0.6 * b1['memory']),
        accuracy(found, 'default', 'B1'), accuracy(found, 'fast', 'B1')]


def mixed(options, place):
    count = 1000 // options.scale
    found = compare(lambda: Farm(options.build, 'mixed', count), place, [
        ('B1', contest.nmap(), 1), ('default', contest.portolan(options.program), 3),
        ('B2', contest.nmap(*B2), 1), ('fast', contest.portolan(options.program, *FAST), 3)])
    return mixed_rows(found, f'mixed, {count} ports', True)


def mixed_5000(options, place):
    found = compare(lambda: Farm(options.build, 'mixed', 5000), place, [
        ('fast', contest.portolan(options.program, *FAST), 3),
        ('default', contest.portolan(options.program), 1), ('B1', contest.nmap(), 1)])
    return [row('mixed, 5000 ports: fast (-T5) against B1', found['fast']['wall'],
                found['B1']['wall'], 200), accuracy(found, 'fast', 'B1')]


def http(options, place):
    count = 1000 // options.scale
    found = compare(lambda: Farm(options.build, 'http', count), place, [
        ('B1', contest.nmap(), 1), ('default', contest.portolan(options.program), 3),
        ('B2', contest.nmap(*B2), 1), ('fast', contest.portolan(options.program, *FAST), 3)])
    return [row(f'HTTP, {count} ports: default against B1', found['default']['wall'],
                found['B1']['wall'], 400 // options.scale),
            row('  against B2', found['default']['wall'], found['B2']['wall'], 50),
            row('  fast (-T5) against B1', found['fast']['wall'], found['B1']['wall'], None),
            accuracy(found, 'default', 'B1')]


def tls(options, place):
    count = 1000 // options.scale
    found = compare(lambda: Farm(options.build, 'tls', count), place, [
        ('B1', contest.nmap(), 1), ('default', contest.portolan(options.program), 3)])
    return [row(f'TLS, {count} ports: default against B1', found['default']['wall'],
                found['B1']['wall'], 60),
            limit('  processor per handshake in ms', found['default']['cpu_per_handshake_ms'], 1),
            accuracy(found, 'default', 'B1')]


def one_port(options, place):
    rows = []
    for mix, what in (('silent', 'one silent port'), ('odd', 'one unknown banner')):
        found = compare(lambda mix=mix: Farm(options.build, mix, 1, hosts=1), place / mix, [
            ('B1', contest.nmap(), 1), ('default', contest.portolan(options.program), 1),
            ('fast', contest.portolan(options.program, *FAST), 3)])
        rows += [row(f'{what}: fast (-T5) against B1', found['fast']['wall'], found['B1']['wall'], 15),
                 row('  default against B1', found['default']['wall'], found['B1']['wall'], None)]
    return rows


def banner(options, place):
    count = 5000 // options.scale
    found = compare(lambda: Farm(options.build, 'banner', count), place, [
        ('B1', contest.nmap(), 3), ('default', contest.portolan(options.program), 3)])
    default, b1 = found['default'], found['B1']
    return [row(f'banners, {count} ports: default against B1', default['wall'], b1['wall'], 10),
            row('  processor', default['cpu'], b1['cpu'], 10),
            limit('  connections per port', default['connections'], 1),
            limit('  memory in MB, against 60 % of B1', default['memory'], 0.6 * b1['memory']),
            accuracy(found, 'default', 'B1')]


def banner_far(options, place):
    count = 1000 // options.scale
    with Wire(options.build, '--delay-ms', '10') as wire:
        found = compare(lambda: wire.farm('banner', count), place, [
            ('B1', contest.nmap(), 3), ('default', contest.portolan(options.program), 3)])
    return [row(f'banners, {count} ports at 20 ms: default against B1',
                found['default']['wall'], found['B1']['wall'], 15),
            accuracy(found, 'default', 'B1')]


def traps(options, place):
    found = contest.run(lambda: Farm(options.build, 'traps', 60),
                        contest.portolan(options.program), place / 'traps')
    return [limit('traps, 60 ports, default: not named as they are',
                  60 - found['services'] + found['wrong'], 0, '; '.join(found['short']))]


def many_hosts(options, place):
    count = 20000 // options.scale
    found = contest.run(lambda: Farm(options.build, 'banner', count, hosts=100, same_ports=True),
                        contest.portolan(options.program), place / 'hosts')
    return [limit(f'100 hosts, {count} open ports: seconds', found['wall'], 60),
            limit('  not named', count - found['services'], 0)]


def slow(options, place):
    """Which slow services each template names; nmap's own way as the measure."""
    rows = []
    for label, more in (('compat', ('--compat', 'nmap', '-T4')), ('-T3', ('-T3',)),
                        ('-T4', ('-T4',)), ('-T5', ('-T5',))):
        found = contest.run(lambda: Farm(options.build, 'slow', 26),
                            contest.portolan(options.program, *more), place / label)
        rows.append(limit(f'26 slow services, {label}: not named', 26 - found['services'], None,
                          '; '.join(found['short'])))
    return rows


BENCHES = {'mixed': mixed, 'mixed-5000': mixed_5000, 'http': http, 'tls': tls,
           'one-port': one_port, 'banner': banner, 'banner-far': banner_far, 'traps': traps,
           'many-hosts': many_hosts, 'slow': slow}
