#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/record.py: records the responses of the running farm as examples of our rules.

  farm.py start
  record.py BUILD            what claims each server; rules that no server proves
  record.py --write BUILD    the same, and give examples to the rules that have none, or one that
                             was built from documentation
  record.py --all BUILD      the same, and record every example anew

Every probe is sent to every server, inside TLS too where a server has it.  A rule gets the
shortest response that it claims, cut where it is long as far as the verdict stays.
"""
import argparse
import json
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import farm

PROBES = farm.HERE.parents[1] / 'data/probes'
LENGTHS = (128, 256, 512, 1024, 2048, 4096, 16384)  # an example's size, if the verdict stays
WAIT_SECONDS = 2.5
TOGETHER = 4  # connections to one server at a time

ESCAPES = {b'n': b'\n', b'r': b'\r', b't': b'\t', b'0': b'\0', b'\\': b'\\'}


# -------------------------------------------------------------------------------- capturing
def unescape(text):
    def one(found):
        letter = found[1]
        return bytes([int(letter[1:], 16)]) if len(letter) == 3 else ESCAPES[letter]
    return re.sub(rb'\\(x[0-9a-fA-F]{2}|.)', one, text)


def escape(data):
    named = {10: '\\n', 13: '\\r', 9: '\\t', 92: '\\\\'}
    return ''.join(named.get(byte) or (chr(byte) if 32 <= byte < 127 and byte != 34
                                       else f'\\x{byte:02x}') for byte in data)


def read_probes(database):
    """The (protocol, name, payload) of every probe."""
    found = re.findall(rb'^Probe (TCP|UDP) (\w+) q\|(.*?)\|$', database.read_bytes(), re.M)
    return [(protocol.decode().lower(), name.decode(), unescape(payload))
            for protocol, name, payload in found]


def tls_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers('ALL:aNULL:@SECLEVEL=0')
    return context


def converse(connection, payload):
    """Sends the payload and reads until the peer closes or the time is over."""
    data, end = b'', time.monotonic() + WAIT_SECONDS
    try:
        if payload:
            connection.sendall(payload)
        while time.monotonic() < end and len(data) < 65536:
            connection.settimeout(max(0.05, end - time.monotonic()))
            more = connection.recv(8192)
            if not more:
                break
            data += more
            if connection.type == socket.SOCK_DGRAM:
                break
    except OSError:
        pass  # what came before the reset or the timeout counts
    return data


def ask(service, payload, inside_tls):
    family = socket.AF_INET6 if ':' in service['address'] else socket.AF_INET
    kind = socket.SOCK_DGRAM if service['protocol'] == 'udp' else socket.SOCK_STREAM
    with socket.socket(family, kind) as connection:
        connection.settimeout(WAIT_SECONDS)
        try:
            connection.connect((service['address'], service['port']))
            if inside_tls:
                with tls_context().wrap_socket(connection) as tunnel:
                    return converse(tunnel, payload)
            return converse(connection, payload)
        except OSError:
            return b''


def capture(services, probes):
    """All responses: (service, probe name, bytes)."""
    gates = {service['id']: threading.Semaphore(TOGETHER) for service in services}

    def one(job):
        service, name, payload, inside_tls = job
        with gates[service['id']]:
            return service, name, ask(service, payload, inside_tls)

    jobs = [(service, name, payload, inside_tls)
            for protocol, name, payload in probes for service in services
            for inside_tls in ([False, True] if service['tls'] else [False])
            if protocol == service['protocol']]
    with ThreadPoolExecutor(64) as pool:
        return [answer for answer in pool.map(one, jobs) if answer[2]]


# --------------------------------------------------------------------------------- claiming
def claims(build, questions):
    """For each (protocol, probe, response) the claiming rule's line, kind and fields."""
    lines = ''.join(f'{protocol} {probe} {response.hex()}\n'
                    for protocol, probe, response in questions)
    done = subprocess.run([build / 'tests/farm/claim', build / 'data/probes/portolan-probes'],
                          input=lines, stdout=subprocess.PIPE, text=True, check=True)
    answers = []
    for line in done.stdout.splitlines():
        number, _, rest = line.partition(' ')
        kind, _, fields = rest.partition(' ')
        answers.append((int(number), kind, fields))
    return answers


def shorten(build, protocol, probe, response, claim):
    sizes = [size for size in LENGTHS if size < len(response)]
    cuts = [response[:size] for size in sizes] + [response]
    verdicts = claims(build, [(protocol, probe, cut) for cut in cuts])
    return next(cut for cut, verdict in zip(cuts, verdicts) if verdict == claim)


def best_examples(build, responses, verdicts, text):
    """For each claiming rule's text an example line."""
    best = {}
    for (service, probe, response), claim in zip(responses, verdicts):
        number = claim[0]
        if number == 0:
            continue
        own = owner(text, number)
        key = (probe != own, len(response), service['id'], probe)
        if number not in best or key < best[number][0]:
            best[number] = (key, service, probe, response, claim, own)
    examples = {}
    for number, (_, service, probe, response, claim, own) in best.items():
        short = shorten(build, service['protocol'], probe, response, claim)
        via = '' if probe == own else f' probe={probe}'
        examples[text[number - 1]] = [f'#@ note recorded from {service["package"]} {service["version"]}',
                                      f'#@ example "{escape(short)}" {claim[2]}{via}']
    return examples


def owner(text, number):
    """The name of the probe in whose block a line stands."""
    return next(line.split()[2] for line in reversed(text[:number]) if line.startswith('Probe '))


def take_example(out):
    """Removes the example at the end of some lines, and the note on where it is from."""
    if out and out[-1].startswith('#@ example '):
        out.pop()
        if out and out[-1].startswith('#@ note '):
            out.pop()


def is_recorded(out):
    """Whether the lines end with an example that a server gave."""
    if not out or not out[-1].startswith('#@ example '):
        return False
    note = out[-2] if len(out) > 1 and out[-2].startswith('#@ note ') else ''
    return not re.match(r'#@ note (built from|from) ', note)


def write_examples(examples, replace):
    for path in sorted(PROBES.glob('*.probes')):
        out = []
        for line in path.read_text().splitlines():
            if re.match(r'(soft)?match ', line) and line in examples:
                if replace or not is_recorded(out):
                    take_example(out)
                    out.extend(examples[line])
            out.append(line)
        path.write_text('\n'.join(out) + '\n')


# -------------------------------------------------------------------------------- reporting
def report(services, responses, verdicts):
    heard = {}
    for (service, probe, _), (number, kind, fields) in zip(responses, verdicts):
        found = heard.setdefault(service['id'], {})
        found.setdefault(f'{kind} {fields}' if number else 'unclaimed', []).append(probe)
    for service in services:
        print(service['id'])
        for verdict, probes in sorted(heard.get(service['id'], {}).items()):
            print(f'    {verdict}   <- {" ".join(probes)}')


def report_unproved(verdicts, text):
    claimed = {number for number, _, _ in verdicts}
    for number, line in enumerate(text, start=1):
        if re.match(r'(soft)?match ', line) and number not in claimed:
            print(f'unproved: {line}')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--dir', type=Path, default=farm.DEFAULT_DIR)
    parser.add_argument('--write', action='store_true')
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--only', help='servers whose id has this')
    parser.add_argument('--inside', action='store_true', help=argparse.SUPPRESS)
    parser.add_argument('build', type=Path)
    options = parser.parse_args()
    if not options.inside:
        state = farm.running(options.dir) or farm.fail(f'no farm runs in {options.dir}')
        return subprocess.run(farm.inside(state) + [sys.executable, *sys.argv[:1], '--inside',
                                                    *sys.argv[1:]]).returncode
    database = options.build / 'data/probes/portolan-probes'
    services = [service for service
                in json.loads((options.dir / 'manifest.json').read_text())['services']
                if not options.only or options.only in service['id']]
    responses = capture(services, read_probes(database))
    verdicts = claims(options.build, [(service['protocol'], probe, response)
                                      for service, probe, response in responses])
    text = database.read_text().splitlines()
    if options.write or options.all:
        write_examples(best_examples(options.build, responses, verdicts, text), options.all)
    report(services, responses, verdicts)
    if not options.only:
        report_unproved(verdicts, text)
    return 0


if __name__ == '__main__':
    sys.exit(main())
