#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""portolan-cli reidentify: other rules on the answers of a saved scan."""
import json

from program import case, contains, equal, main

OLD = r"""Probe TCP NULL q||
totalwaitms 1000
match other m|^NEVER|
"""
RULES = r"""Probe TCP NULL q||
match harbour m|^\+HARBOUR ([\d.]+) ready\r\n| p/Harbour control/ v/$1/
"""


def scan(world, *args):
    """A session "s" whose only port is not recognised; returns that port."""
    port = world.service(b'+HARBOUR 2.1 ready\r\n').port
    database = world.file('old.probes', OLD)
    status, _, err = world.run('scan', '-n', '--database', database, '-p', str(port),
                               '127.0.0.1', '--name', 's', *args)
    equal((status, err), (0, ''))
    return port


def service(world, *args):
    status, out, err = world.run('sessions', 'show', 's', '--format', 'json', *args)
    equal((status, err), (0, ''))
    report = json.loads(out)
    [port] = report['hosts'][0]['ports']
    return report['session'].get('revision', 0), port


@case
def newly_named(world):
    port = scan(world)
    rules = world.file('mine.rules', RULES)
    status, out, err = world.run('reidentify', 's', '--rules', rules)
    equal((status, err), (0, ''))
    lines = out.splitlines()
    equal(lines[:3], ['Session 1, s: 1 answers of 1 ports.',
                      '1 verdict is another: revision 1.', f'127.0.0.1:{port}/tcp'])
    equal(lines[3][:4], '  - ')
    equal(lines[4:], ['      no rule', '  + harbour  Harbour control 2.1',
                      f'      session {rules}:2 (NULL)'])

    revision, shown = service(world)
    equal((revision, shown['service']['product']), (1, 'Harbour control'))
    equal(shown['scanned']['outcome'], 'no-match')
    contains(world.run('sessions', 'show', 's')[1],
             'Services are as revision 1 says, not as the scan did.\n')


@case
def nothing_is_overwritten(world):
    scan(world)
    before = service(world)
    equal(world.run('reidentify', 's', '--rules', world.file('mine.rules', RULES))[0], 0)
    equal(service(world, '--revision', '0'), before)
    equal(world.run('reidentify', '--use', '0', 's'), (0, '', ''))
    equal(service(world), before)
    equal(service(world, '--revision', '1')[1]['service']['version'], '2.1')


@case
def same_rules_say_the_same(world):
    scan(world)
    status, out, err = world.run('reidentify', 's', '--database', world.path('old.probes'))
    equal((status, err), (0, ''))
    contains(out, 'Nothing is said otherwise: there is no new revision.\n')
    equal(service(world)[0], 0)


@case
def revisions_are_listed_shown_and_removed(world):
    port = scan(world)
    rules = world.file('mine.rules', RULES)
    equal(world.run('reidentify', 's', '--rules', rules)[0], 0)
    world.file('mine.rules', RULES.replace('Harbour control', 'Harbour'))
    status, out, _ = world.run('reidentify', 's', '--rules', rules)
    equal(status, 0)
    contains(out, '  - harbour  Harbour control 2.1\n')
    contains(out, '  + harbour  Harbour 2.1\n')

    status, out, err = world.run('reidentify', '--list', 's')
    equal((status, err), (0, ''))
    marks = [line[:5] for line in out.splitlines()[1:] if line[4:5].isdigit()]
    equal(marks, ['    0', '    1', '*   2'])
    contains(out, f'         session {rules} sha256:')

    out = world.run('reidentify', '--show', '1', 's')[1]
    contains(out, f'127.0.0.1:{port}/tcp\n')
    contains(out, '  + harbour  Harbour control 2.1\n')
    equal(world.run('reidentify', '--remove', '2', 's'), (0, '', ''))
    equal(service(world)[0], 1) # the newest that is left
    equal(world.run('reidentify', '--remove', '1', 's'), (0, '', ''))
    equal(service(world)[0], 0)
    status, out, err = world.run('reidentify', '--remove', '1', 's')
    equal((status, out), (2, ''))
    contains(err, 'session 1 has no revision 1')


@case
def a_rule_that_is_gone(world):
    scan(world)
    rules = world.file('mine.rules', RULES)
    equal(world.run('reidentify', 's', '--rules', rules)[0], 0)
    status, out, _ = world.run('reidentify', 's', '--database', world.path('old.probes'))
    equal(status, 0)
    contains(out, '1 verdict is another: revision 2.\n')
    contains(out, '      no rule\n')
    equal(service(world)[1]['service']['outcome'], 'no-match')


@case
def all_sessions_as_json(world):
    scan(world)
    equal(world.run('scan', '-n', '--database', world.path('old.probes'), '-p', '1',
                    '127.0.0.1', '--name', 'empty')[0], 0)
    status, out, err = world.run('reidentify', '--all-sessions', '--json', '--rules',
                                 world.file('mine.rules', RULES))
    equal((status, err), (0, ''))
    found = {each['name']: each for each in map(json.loads, out.splitlines())}
    equal(sorted(found), ['empty', 's'])
    equal((found['empty']['ports'], found['empty']['changes']), (0, []))
    equal('revision' in found['empty'], False)
    [change] = found['s']['changes']
    equal((change['before']['outcome'], change['after']['product'], change['after']['rule']['line']),
          ('no-match', 'Harbour control', 2))


@case
def bad_usage(world):
    scan(world)
    rules = world.file('mine.rules', RULES)
    for args, message in [
            (['reidentify'], 'expected a session, or --all-sessions'),
            (['reidentify', 'nobody'], 'there is no session “nobody”'),
            (['reidentify', 's', '--all-sessions'], 'not both'),
            (['reidentify', '--list', '--use', '0', 's'], 'exclude each other'),
            (['reidentify', '--list'], 'are for one session'),
            (['reidentify', '--use', '7', 's'], 'session 1 has no revision 7'),
            (['sessions', 'show', 's', '--revision', '7'], 'session 1 has no revision 7'),
            (['reidentify', 's', '--rules', world.file('bad.rules', 'match x\n')],
             'bad.rules:1:'),
            (['reidentify', 's', '--rules', 'missing.rules'], 'missing.rules')]:
        status, out, err = world.run(*args)
        equal((status, out, err.count('\n')), (2, '', 1))
        contains(err, message)
    equal(world.run('reidentify', 's', '--rules', rules)[0], 0) # nothing was spoilt


main()
