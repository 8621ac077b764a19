# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""One scanner's run over a farm: what it took, and how much of what it said is right."""
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import arena

NMAP_RULES = os.environ.get('NMAP_RULES', '/usr/share/nmap/nmap-service-probes')
MEASURED = os.path.join(os.path.dirname(__file__), 'measured.py')
RUNS = []  # what measure() has measured in this process
WITHOUT_NAME = {'', 'unknown', 'tcpwrapped'}


def measure(command, log=os.devnull):
    """Runs the command; returns wall and processor seconds and the most memory in MB."""
    process = subprocess.run([sys.executable, '-I', '-S', MEASURED, str(log), *map(str, command)],
                             stdout=subprocess.PIPE, text=True, check=False)
    if process.returncode != 0:
        raise RuntimeError(f'{command[0]} ended with status {process.returncode}: see {log}')
    figures = json.loads(process.stdout)
    RUNS.append({'command': ' '.join(map(str, command))[:400], **figures})
    return figures


def nmap(*more, timing='-T4'):
    def command(farm, place):
        return ['nmap', '-sT', '-sV', '-n', '-Pn', timing, '-p', farm.ports, *more,
                '-oX', f'{place}/out.xml', *farm.targets]
    return command


def portolan(program, *more, way_in=()):
    def command(farm, place):
        return [*way_in, str(program), 'scan', '-sT', '-sV', '-n', '-Pn', '-p', farm.ports,
                '--database', NMAP_RULES, '--store', f'{place}/sessions.db', *more,
                '-oX', f'{place}/out.xml', *farm.targets]
    command.is_short = '--compat' not in more and not way_in
    return command


def service_of(port):
    """What the XML says of a port: (service, product), in the words of the farm's truth."""
    service = port.find('service')
    if service is None:
        return 'unknown', ''
    name = service.get('name', '')
    tunnel = 'ssl/' if service.get('tunnel') == 'ssl' else ''
    if service.get('method') != 'probed' and name != 'tcpwrapped':
        name = 'unknown'
    return tunnel + (name or 'unknown'), service.get('product', '')


def read_xml(path):
    said = {}
    for host in ElementTree.parse(path).getroot().iter('host'):
        address = host.find('address').get('addr')
        for port in host.iter('port'):
            if port.find('state').get('state') == 'open':
                said[address, int(port.get('portid'))] = service_of(port)
    return said


def score(truth, said):
    """How many are named rightly, how many wrongly, which roles fell short."""
    found = {'services': 0, 'products': 0, 'wrong': 0, 'missing': 0, 'short': {}}
    for place, (role, service, product) in truth.items():
        got_service, got_product = said.get(place, ('', ''))
        right = got_service == service
        found['services'] += right
        found['products'] += product not in ('-', '') and got_product == product
        found['missing'] += place not in said
        bare = got_service.removeprefix('ssl/')
        found['wrong'] += (product != '-' and got_product not in ('', product)
                           or not right and bare not in WITHOUT_NAME
                           and bare != service.removeprefix('ssl/'))
        if not right or product not in ('-', got_product):
            key = f'{role}: {got_service or "not found"} {got_product}'.rstrip()
            found['short'][key] = found['short'].get(key, 0) + 1
    return found


def seconds_until(store, truth, share):
    """When so large a share of the ports with a product stood named in the store."""
    with sqlite3.connect(store) as database:
        begun, = database.execute('SELECT min (started_us) FROM sessions').fetchone()
        rows = database.execute(
            'SELECT hosts.address, number, services.time_us FROM services'
            ' JOIN ports ON ports.id = port_id JOIN hosts ON hosts.id = host_id'
            ' WHERE product IS NOT NULL').fetchall()
    times = sorted((at - begun) / 1e6 for address, port, at in rows
                   if truth.get(('.'.join(map(str, address)), port), ('', '', '-'))[2] != '-')
    needed = round(share * sum(product != '-' for _, _, product in truth.values()))
    return times[needed - 1] if 0 < needed <= len(times) else None


def run(new_farm, command, place):
    """One scan over a fresh farm, measured and judged."""
    place.mkdir(parents=True)
    with new_farm() as farm, arena.turn(getattr(command, 'is_short', False)):
        result = measure(command(farm, place), place / 'log')
    result.update(score(farm.truth, read_xml(place / 'out.xml')))
    result['connections'] = farm.connections / len(farm.truth)
    if farm.handshakes > 0:
        result['cpu_per_handshake_ms'] = result['cpu'] * 1000 / farm.handshakes
    if (place / 'sessions.db').exists():
        result['named_90'] = seconds_until(place / 'sessions.db', farm.truth, 0.9)
    RUNS[-1].update({figure: value for figure, value in result.items() if figure != 'short'})
    return result


def middle(results):
    """The run with the median wall time; of figures that vary on their own, the medians."""
    middle_run = dict(sorted(results, key=lambda result: result['wall'])[(len(results) - 1) // 2])
    for figure in ('wall', 'cpu', 'memory', 'connections', 'named_90', 'cpu_per_handshake_ms'):
        values = [result[figure] for result in results if result.get(figure) is not None]
        if values:
            middle_run[figure] = statistics.median(values)
    middle_run['runs'] = len(results)
    for figure in ('services', 'products'):
        middle_run[figure] = min(result[figure] for result in results)
    for figure in ('wrong', 'missing'):
        middle_run[figure] = max(result[figure] for result in results)
    return middle_run
