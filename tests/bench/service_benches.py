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
    results = {name: [] for name, _, runs in contestants if runs > 0}
    for turn in range(max(runs for _, _, runs in contestants)):
        for name, command, runs in contestants:
            if turn < runs:
                results[name].append(contest.run(new_farm, command, place / f'{name}-{turn}'))
    return {name: contest.middle(found) for name, found in results.items()}


def contestants(options, fast=True):
    """Both of ours, and nmap as it is (B1: minutes, so once) and with more in flight (B2)."""
    ours = [('default', contest.portolan(options.program), 3),
            *([('fast', contest.portolan(options.program, *FAST), 3)] if fast else [])]
    return [('B1', contest.nmap(), options.b1_runs), *ours, ('B2', contest.nmap(*B2), options.b2_runs)]


def against(found, what, ours, theirs, goal, figure='wall'):
    """The line for a pair of contestants, if both ran."""
    if ours not in found or theirs not in found:
        return []
    return [row(what, found[ours][figure], found[theirs]['wall'], goal)]


def accuracy(found, ours):
    """Named at least as many as nmap's best, none wrongly, none missing."""
    mine = found[ours]
    others = [found[name] for name in ('B1', 'B2') if name in found]
    services, products = (max(other[figure] for other in others) for figure in ('services', 'products'))
    short = (max(0, services - mine['services']) + max(0, products - mine['products'])
             + mine['wrong'] + mine['missing'])
    return limit(f'  {ours}: named fewer than nmap, wrongly, or missed', short, 0,
                 f'{mine["services"]} services, {mine["products"]} products'
                 f' (nmap {services}, {products})')


def theirs_of(found):
    return found.get('B1') or found['B2']


def mixed_rows(found, label, fast_goal=100):
    theirs = theirs_of(found)
    return [
        *against(found, f'{label}: fast (-T5) against B1', 'fast', 'B1', fast_goal),
        *against(found, f'{label}: fast (-T5) against B2', 'fast', 'B2', 18),
        *against(found, f'{label}: default against B1', 'default', 'B1', 25),
        *against(found, f'{label}: default against B2', 'default', 'B2', 4),
        *against(found, '  90 % named, default against B1', 'default', 'B1', 200, 'named_90'),
        *against(found, '  90 % named, default against B2', 'default', 'B2', 50, 'named_90'),
        *against(found, '  90 % named, fast against B1', 'fast', 'B1', 200, 'named_90'),
        *against(found, '  90 % named, fast against B2', 'fast', 'B2', 50, 'named_90'),
        limit('  connections per port, default', found['default']['connections'], theirs['connections']),
        limit('  connections per port, fast', found['fast']['connections'], None),
        limit('  memory in MB, default, against 60 % of nmap', found['default']['memory'],
              0.6 * theirs['memory']),
        accuracy(found, 'default'), accuracy(found, 'fast')]


def mixed(options, place):
    found = compare(lambda: Farm(options.build, 'mixed', 1000), place, contestants(options))
    return mixed_rows(found, 'mixed, 1000 ports')


def mixed_5000(options, place):
    found = compare(lambda: Farm(options.build, 'mixed', 5000), place, [
        ('fast', contest.portolan(options.program, *FAST), 3),
        ('default', contest.portolan(options.program), 1), ('B1', contest.nmap(), 1)])
    return mixed_rows(found, 'mixed, 5000 ports', fast_goal=200)


def http(options, place):
    found = compare(lambda: Farm(options.build, 'http', 1000), place, contestants(options))
    return [*against(found, 'HTTP, 1000 ports: default against B1', 'default', 'B1', 400),
            *against(found, 'HTTP, 1000 ports: default against B2', 'default', 'B2', 50),
            *against(found, '  fast (-T5) against B2', 'fast', 'B2', None),
            accuracy(found, 'default')]


def tls(options, place):
    found = compare(lambda: Farm(options.build, 'tls', 1000), place, contestants(options, fast=False))
    return [*against(found, 'TLS, 1000 ports: default against B1', 'default', 'B1', 60),
            *against(found, 'TLS, 1000 ports: default against B2', 'default', 'B2', None),
            limit('  processor per handshake in ms', found['default']['cpu_per_handshake_ms'], 1),
            accuracy(found, 'default')]


def one_port(options, place):
    """For one port B2 is B1: it waits for one probe after the other."""
    rows = []
    for mix, what in (('silent', 'one silent port'), ('odd', 'one unknown banner')):
        found = compare(lambda mix=mix: Farm(options.build, mix, 1, hosts=1), place / mix, [
            ('B1', contest.nmap(), 1), ('default', contest.portolan(options.program), 3),
            ('fast', contest.portolan(options.program, *FAST), 3)])
        rows += [*against(found, f'{what}: default against B1', 'default', 'B1', 15),
                 *against(found, '  fast (-T5) against B1', 'fast', 'B1', 15)]
    return rows


def banner(options, place):
    found = compare(lambda: Farm(options.build, 'banner', 5000), place, [
        ('B1', contest.nmap(), options.runs), ('default', contest.portolan(options.program), 3)])
    default, b1 = found['default'], found['B1']
    return [row('banners, 5000 ports: default against B1', default['wall'], b1['wall'], 10),
            row('  processor', default['cpu'], b1['cpu'], 10),
            limit('  connections per port', default['connections'], 1),
            limit('  memory in MB, against 60 % of B1', default['memory'], 0.6 * b1['memory']),
            accuracy(found, 'default')]


def banner_far(options, place):
    with Wire(options.build, '--delay-ms', '10') as wire:
        found = compare(lambda: wire.farm('banner', 1000), place, [
            ('B1', contest.nmap(), 3), ('default', contest.portolan(options.program), 3),
            ('fast', contest.portolan(options.program, *FAST), 3)])
    return [*against(found, 'banners, 1000 ports at 20 ms: default against B1', 'default', 'B1', 15),
            *against(found, '  fast (-T5) against B1', 'fast', 'B1', None),
            limit('  connections per port', found['default']['connections'], 1),
            accuracy(found, 'default')]


def traps(options, place):
    found = contest.run(lambda: Farm(options.build, 'traps', 60),
                        contest.portolan(options.program), place / 'traps')
    return [limit('traps, 60 ports, default: not named as they are',
                  60 - found['services'] + found['wrong'], 0, '; '.join(found['short']))]


def scarce(options, place):
    """With 64 descriptors, a third of which the program needs itself, scans wait."""
    found = contest.run(lambda: Farm(options.build, 'mixed', 100),
                        contest.portolan(options.program, *FAST, way_in=('prlimit', '--nofile=64:64')),
                        place / 'scarce')
    return [limit('mixed, 100 ports, 64 descriptors: not named as they are',
                  95 - found['services'] + found['wrong'] + found['missing'], 0,
                  f'{found["wall"]:.0f} s')]


def many_hosts(options, place):
    count = 20000
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
           'one-port': one_port, 'banner': banner, 'banner-far': banner_far, 'traps': traps, 'scarce': scarce,
           'many-hosts': many_hosts, 'slow': slow}
