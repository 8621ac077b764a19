#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""portolan-cli rules: a rule is drafted, tried on what was stored, and put in force."""
import json
import os

from program import case, contains, equal, main

OTHER = r"""Probe TCP NULL q||
totalwaitms 1000
match quay m|^\+QUAY ([\d.]+)| p/Quay/ v/$1/
"""


def scan(world, name, greeting):
    """A session with one port that said @greeting; returns the port."""
    port = world.service(greeting).port
    status, _, err = world.run('scan', '-n', '--database', world.file('old.probes', OTHER),
                               '-p', str(port), '127.0.0.1', '--name', name)
    equal((status, err), (0, ''))
    return port


def put_in_force(world, text):
    folder = world.path('config/portolan/rules')
    os.makedirs(folder, exist_ok=True)
    return world.file('config/portolan/rules/mine.rules', text)


@case
def from_unknown_to_named(world):
    port = scan(world, 'old', b'+HARBOUR 2.1 ready\r\n')
    status, rules, err = world.run('rules', 'draft', '--session', 'old', '--port',
                                   str(port), '--service', 'harbour')
    equal((status, err), (0, ''))
    equal(rules.splitlines(), [
        'Probe TCP NULL q||',
        r'#@ example "+HARBOUR 2.1 ready\r\n" p="HARBOUR" v="2.1"',
        r'match harbour m|^\+HARBOUR ([\w.-]+) ready\r\n|s p/HARBOUR/ v/$1/'])

    path = put_in_force(world, rules)
    equal(world.run('rules', 'check', path), (0, '', ''))
    status, out, err = world.run('rules', 'test', path)
    equal((status, err), (0, ''))
    equal(out.splitlines()[:2], [
        'Newly names 1 service, changes 0, contradicts 0, of 1 stored answers.',
        f'named: 127.0.0.1:{port}/tcp'])

    equal(world.run('reidentify', 'old')[0], 0)
    contains(world.run('sessions', 'show', 'old')[1], 'HARBOUR 2.1')
    port = world.service(b'+HARBOUR 2.2 ready\r\n').port
    contains(world.run('scan', '-n', '-p', str(port), '127.0.0.1')[1], 'HARBOUR 2.2')


@case
def several_answers(world):
    files = [world.file(str(i), text) for i, text in enumerate(
        [b'PIER 1.2 at dock up\r\n', b'PIER 1.10 at quay 9 up\r\n'])]
    status, out, err = world.run('rules', 'draft', '--explain', *files)
    equal((status, err), (0, ''))
    contains(out, '# ([\\w.-]+)  was “1.2”, response 2 has “1.10”\n')
    rules = world.file('pier.rules', out)
    third = world.file('third', b'PIER 2.0 at wharf up\r\n')
    status, out, _ = world.run('rules', 'test', rules, third, *files)
    equal(status, 0)
    contains(out, f'{third}: unknown  PIER 2.0  {rules}:')
    strange = world.file('strange', b'PIER is shut\r\n')
    equal(world.run('rules', 'test', rules, strange)[:2],
          (1, f'{strange}: no rule claims it\n'))


@case
def contradictions(world):
    scan(world, 'quay', b'+QUAY 3.0 ready\r\n')
    rules = world.file('wide.rules', 'Probe TCP NULL q||\n'
                       'match harbour m|^\\+[A-Z]+ ([\\d.]+)| p/Harbour/ v/$1/\n')
    status, out, err = world.run('rules', 'test', rules)
    equal((status, err), (1, ''))
    contains(out, 'Newly names 0 services, changes 0, contradicts 1, of 1 stored')
    contains(out, '  - quay  Quay 3.0\n')
    contains(out, '  + harbour  Harbour 3.0\n')
    status, out, _ = world.run('rules', 'test', '--json', '--session', 'quay', rules)
    report = json.loads(out)
    equal((status, report['contradicted'], report['changes'][0]['before']['product']),
          (1, 1, 'Quay'))


@case
def same_words_are_confirmed(world):
    scan(world, 'quay', b'+QUAY 3.0 ready\r\n')
    rules = world.file('same.rules', OTHER)
    status, out, _ = world.run('rules', 'test', '--json', rules)
    report = json.loads(out)
    equal((status, report['confirmed'], report['changes']), (0, 1, []))


@case
def a_draft_leaves_other_products_alone(world):
    # Loose, the two are one: only how long the number is differs.
    scan(world, 'quay', b'+QUAY 3.0 ready\r\n')
    answer = world.file('answer', b'+QUAY 2.7 ready\r\n')
    status, out, err = world.run('rules', 'draft', '--level', '3', '--product', 'Other',
                                 '--service', 'quay', answer)
    equal(status, 1)
    contains(err, 'the draft also claims 1 stored answers of other products')
    status, out, err = world.run('rules', 'draft', '--product', 'Other', '--service',
                                 'quay', answer)
    equal((status, err), (0, ''))
    contains(out, r'm|^\+QUAY 2\.7 ready\r\n|s')


@case
def examples_count(world):
    rules = world.file('bad.rules', 'Probe TCP NULL q||\n'
                       '#@ counterexample "+PIER 1 (test)"\n'
                       'match pier m|^\\+PIER (\\d)| p/Pier/ v/$1/\n')
    status, _, err = world.run('rules', 'test', rules)
    equal((status, err), (1, f'portolan-cli: {rules}:2:1: '
                          'the rule claims its counterexample\n'))


@case
def a_fault_says_where(world):
    rules = world.file('bad.rules', 'Probe TCP NULL q||\nmatch pier m|^(|\n')
    status, out, err = world.run('rules', 'test', rules)
    equal((status, out), (2, ''))
    contains(err, f'portolan-cli: {rules}:2:')
    status, _, err = world.run('rules', 'draft', '--probe', 'NoSuchProbe', rules)
    equal((status, err), (2, 'portolan-cli: there is no tcp probe “NoSuchProbe”\n'))


main()
