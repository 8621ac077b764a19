#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""portolan-cli without a network: help, wrong usage, rules, matching."""
import json
import os
import subprocess

from program import case, contains, equal, main

DATABASE = r'''# a database of two rules
Probe TCP NULL q||
match greeter m|^HELLO (\w+)/([\d.]+)\r\n| p/$1/ v/$2/ cpe:/a:test:$1/
softmatch greeter m|^HELLO |
Probe UDP Ask q|\0|
match asked m|^ANSWER| p/Answerer/
'''

# Arguments and what the one line of complaint must say.  {f} is a file that is named in it.
WRONG = [
    (['nonsense'], 'nonsense'),
    (['--nonsense'], '--nonsense'),
    (['help', 'nonsense'], 'nonsense'),
    (['scan'], 'no targets'),
    (['scan', '--nonsense', 'h'], '--nonsense'),
    (['scan', '-p'], '-p'),
    (['scan', '-p', '22,70000', '127.0.0.1'], 'column 4'),
    (['scan', '-p', '22,,80', '127.0.0.1'], 'column'),
    (['scan', '-p', '80-22', '127.0.0.1'], 'column'),
    (['scan', '-p', 'nosuchservice*', '127.0.0.1'], 'nosuchservice'),
    (['scan', '127.0.0.300'], 'column'),
    (['scan', '127.0.0.1/33'], 'column'),
    (['scan', '--exclude', '1.2.3.', '127.0.0.1'], 'column'),
    (['scan', '-T', 'warp', '127.0.0.1'], 'warp'),
    (['scan', '--intensity', 'ten', '127.0.0.1'], '--intensity'),
    (['scan', '--host-timeout', '5 days', '127.0.0.1'], '--host-timeout'),
    (['scan', '--resume', '1', '127.0.0.1'], '--resume: the session says what is scanned'),
    (['scan', '--resume', '1', '-p', '22'], '--resume: the session says what is scanned'),
    (['scan', '--resume', '1', '--no-save'], '--no-save: not together with --resume'),
    (['scan', '--shard', '3/2', '127.0.0.1'], 'option --shard: expected I/N'),
    (['scan', '--shard', '0/2', '127.0.0.1'], 'option --shard: expected I/N'),
    (['scan', '--shard', '2', '127.0.0.1'], 'option --shard: expected I/N'),
    (['scan', '-iL', '{f}', '127.0.0.1'], '{f}: No such file'),
    (['scan', '--exclude-file', '{f}', '127.0.0.1'], '{f}: No such file'),
    (['scan', '--database', '{f}', '127.0.0.1'], '{f}: No such file'),
    (['scan', '--rules', '{f}', '127.0.0.1'], '{f}: No such file'),
    (['scan', '-o', '{f}/x.xml', '127.0.0.1'], '{f}/x.xml: No such file'),
    (['scan', '-o', 'x', '127.0.0.1'], '--format'),
    (['scan', '-oA', 'x', '127.0.0.1'], 'option -oA: there is no such output'),
    (['scan', '-oG', 'x', '127.0.0.1'], 'option -oG: there is no such output'),
    (['scan', '-o', '.', '--format', 'csv', '127.0.0.1'], '.: Is a directory'),
    (['scan', '--no-save', '--store', '{f}', '-o', '-', '127.0.0.1'], '--format'),
    (['sessions', 'nonsense'], 'nonsense'),
    (['sessions', 'show'], 'missing'),
    (['sessions', 'show', '77'], '77'),
    (['sessions', 'show', 'no such name'], 'no such name'),
    (['sessions', 'vacuum', 'extra'], 'too many'),
    (['sessions', 'export', '1'], 'missing'),
    (['sessions', 'import'], 'missing'),
    (['sessions', 'import', '{f}'], '{f}: '),
    (['sessions', 'import', '/dev/null'], '/dev/null:1:1: '),
    (['match'], 'one file'),
    (['match', 'a', 'b'], 'one file'),
    (['match', '{f}'], '{f}: '),
    (['match', '--probe', 'NoSuchProbe', '/dev/null'], 'NoSuchProbe'),
    (['fingerprint'], 'one file'),
    (['fingerprint', '{f}'], '{f}: '),
    (['fingerprint', '/dev/null'], '/dev/null: '),
    (['fingerprint', '--redact', '/dev/null'], '/dev/null: '),
    (['fingerprint', '--submission'], '--submission'),
    (['rules'], 'rules: expected an action'),
    (['rules', 'check'], 'file'),
    (['rules', 'check', '{f}'], '{f}: '),
    (['rules', 'test'], 'rules test: expected a file of rules'),
    (['rules', 'test', 'missing'], 'missing: '),
    (['rules', 'draft'], 'rules draft: expected a file'),
    (['rules', 'draft', 'missing'], 'missing: '),
    (['rules', 'sing'], 'rules sing: there is no such action'),
    (['compare'], 'two sessions or more'),
    (['compare', '1'], 'two sessions or more'),
    (['compare', '1', '2'], 'there is no session “1”'),
    (['compare', '{f}', '{f}'], '{f}: '),
    (['compare', '--format', 'pdf', '1', '2'], 'pdf'),
    (['compare', '--format', 'xml', '1', '2', '3'], 'two sessions only'),
    (['compare', '--level', 'high', '1', '2'], 'high'),
    (['compare', '--ignore', 'port:80 colour:red', '1', '2'], 'column 9: '),
    (['pins', 'nonsense'], 'pins: expected'),
    (['pins', 'same', 'a'], 'pins: expected'),
    (['pins', 'same', 'a', 'A'], 'the same host'),
    (['pins', 'remove', 'a', 'b'], 'there is none'),
    (['merge', '--name', 'x'], 'merge: expected the shards'),
    (['merge', 'x'], 'merge: expected --name'),
    (['merge', '--name', 'x', '{f}'], '{f}'),
    (['merge', '--name', 'x', '/dev/null'], '/dev/null:1:1: '),
    (['merge', '--name', 'x', '-o', '{f}/x.txt', '/dev/null'], '{f}/x.txt'),
    (['reidentify', '1'], 'there is no session “1”'),
]


def check_complaint(world, args, part):
    status, out, err = world.run(*args)
    try:
        equal((status, out), (2, ''))
        equal(err.count('\n'), 1)
        assert err.startswith('portolan-cli: ') and err.endswith('\n'), err
        contains(err, part)
    except AssertionError as fault:
        raise AssertionError(f'{args}: {fault}') from None


@case
def wrong_usage(world):
    missing = world.path('missing')
    for args, part in WRONG:
        check_complaint(world, [arg.replace('{f}', missing) for arg in args],
                        part.replace('{f}', missing))


@case
def wrong_files(world):
    """The file, line and column of what is wrong in it."""
    targets = world.file('targets', '127.0.0.1\n# a comment\n127.0.0.2 127.0.0.256\n')
    check_complaint(world, ['scan', '-iL', targets], f'{targets}:3:')
    line = world.file('line.rules', DATABASE + 'match broken (\n')
    rules = world.file('bad.rules', DATABASE + 'match broken m|(|\n')
    for option in ('--database', '--rules'):
        check_complaint(world, ['scan', option, line, '127.0.0.1'], f'{line}:7:')
        check_complaint(world, ['match', option, rules, '/dev/null'], f'{rules}:7:')
    check_complaint(world, ['scan', '--rules', rules, '127.0.0.1'], f'{rules}:7:')


@case
def complaints_are_safe(world):
    """What the person typed may be pasted from anywhere."""
    check_complaint(world, ['scan', '\x1b[31m\n\u202e'], '\\x1b')


@case
def no_arguments(world):
    status, out, err = world.run()
    equal((status, out), (2, ''))
    contains(err, 'Usage: portolan-cli COMMAND')


@case
def helps(world):
    status, general, err = world.run('--help')
    equal((status, err), (0, ''))
    for command in ('scan', 'sessions', 'merge', 'compare', 'pins', 'match', 'fingerprint',
                    'reidentify', 'rules'):
        contains(general, f'\n  {command} ')
        status, out, err = world.run('help', command)
        equal((status, err), (0, ''))
        contains(out, f'Usage: portolan-cli {command} ')
        equal(world.run(command, '--help'), (0, out, ''))


@case
def version(world):
    status, out, err = world.run('--version')
    equal((status, err), (0, ''))
    assert out.startswith('portolan-cli ') and out.count('\n') == 1, out


@case
def full_output(world):
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([world.program, '--help'], stdout=full, check=False,
                              stderr=subprocess.PIPE, env=world.environment)
    equal(done.returncode, 2)
    contains(done.stderr.decode(), 'standard output: ')


@case
def match_verdicts(world):
    database = world.file('test.probes', DATABASE)
    hard = world.file('hard', b'HELLO world/1.2\r\n')
    soft = world.file('soft', b'HELLO\x20\x1b[31m')
    status, out, err = world.run('match', '--database', database, hard)
    equal((status, err), (0, ''))
    contains(out, 'greeter  world 1.2\n')
    contains(out, f'{database}:3\n')
    contains(out, 'cpe:/a:test:world')
    status, out, err = world.run('match', '--database', database, soft)
    equal((status, err), (0, ''))
    contains(out, 'soft')
    equal(world.run('match', '--database', database, '/dev/null'), (1, '', ''))


@case
def match_choices(world):
    database = world.file('test.probes', DATABASE)
    hello = b'HELLO world/1.2\r\n'
    status, out, err = world.run('match', '--database', database, '--all', '--json', '-',
                                 stdin=hello)
    equal((status, err), (0, ''))
    rules = [json.loads(line) for line in out.splitlines()]
    equal([rule['rule']['line'] for rule in rules], [3, 4])
    equal([rule['outcome'] for rule in rules], ['hard-match', 'soft-match'])
    equal((rules[0]['product'], rules[0]['version']), ('world', '1.2'))

    answer = ['match', '--database', database, '--udp', '-']
    equal(world.run(*answer, stdin=b'ANSWER')[0], 0)
    equal(world.run(*answer, '--probe', 'Ask', stdin=b'ANSWER')[0], 0)
    equal(world.run(*answer, stdin=hello)[0], 1)
    equal(world.run('match', '--database', database, '-', stdin=b'ANSWER')[0], 1)


@case
def match_with_more_rules(world):
    rules = world.file('more.rules', 'Probe TCP NULL q||\nmatch mine m|^XYZZY| p/Mine/\n')
    equal(world.run('match', '-', stdin=b'XYZZY')[0], 1)
    status, out, _ = world.run('match', '--rules', rules, '-', stdin=b'XYZZY')
    equal(status, 0)
    contains(out, 'mine  Mine\n')
    contains(out, 'session\n')


FINGERPRINT = r'''some text before
SF-Port8081-TCP:V=7.93%I=7%D=11/21%Time=6B00B194%P=x86_64-pc-linux-gnu%r(NU
SF:LL,11,"HELLO\x20world/1\.2\r\n")%r(Other,3,"\x1b\[m");
'''


@case
def fingerprint(world):
    path = world.file('print', FINGERPRINT)
    status, out, err = world.run('fingerprint', path)
    equal((status, err), (0, ''))
    for part in ('8081/tcp\n', '7.93\n', 'reply to NULL, 17 bytes:\n    HELLO world/1.2\n',
                 '    \\x1b[m\n', 'x86_64-pc-linux-gnu\n'):
        contains(out, part)

    database = world.file('test.probes', DATABASE)
    status, out, err = world.run('fingerprint', '--json', '--match', '--database', database,
                                 '-', stdin=FINGERPRINT.encode())
    equal((status, err), (0, ''))
    decoded = json.loads(out)
    equal((decoded['port'], decoded['protocol'], decoded['intensity']), (8081, 'tcp', 7))
    equal([reply['probe'] for reply in decoded['replies']], ['NULL', 'Other'])
    equal(decoded['replies'][0]['service']['version'], '1.2')
    equal(decoded['replies'][1]['received']['text'], r'\x1b[m')

    other = world.file('other.probes', 'Probe TCP NULL q||\nmatch x m|^NEVER|\n')
    equal(world.run('fingerprint', '--match', '--database', other, path)[0], 1)


DOCUMENTED = r"""
SF-Port21-TCP:V=3.40PVT16%D=9/6%Time=3F5A961C%r(NULL,3F,"220\x20stage\x20F
SF:TP\x20server\x20\(Version\x202\.1WU\(1\)\+SCO-2\.6\.1\+-sec\)\x20ready\
SF:.\r\n");
"""


@case
def fingerprint_redacted(world):
    path = world.file('print', DOCUMENTED)
    status, out, err = world.run('fingerprint', '--redact', path)
    equal((status, err.count('\n')), (0, 1))
    contains(err, 'host name “stage”, now “xxxxx”')
    contains(out, 'SF-Port21-TCP:V=3.40PVT16%D=9/6%Time=3F5A961C%r(NULL,3F,"220\\x20xxxxx')
    contains(out.replace('\nSF:', ''), r'2\.1WU\(1\)\+SCO-2\.6\.1\+-sec')

    status, out, err = world.run('fingerprint', '--redact', '--keep', 'STAGE', '--leave-out',
                                 'SERVER', path)
    equal(status, 0)
    contains(out.replace('\nSF:', ''), r'stage\x20FTP\x20xxxxxx\x20\(Version')
    contains(err, '“server”')


@case
def fingerprint_submission(world):
    path = world.file('print', DOCUMENTED)
    file = os.path.join(world.folder, 'submission.txt')
    made = ['fingerprint', path, '--submission', file, '--product', 'WU-FTPD']
    status, out, err = world.run(*made, '--service', 'ftp', '--product-version', '2.1WU(1)')
    equal((status, out), (0, ''))
    with open(file, encoding='utf-8') as saved:
        text = saved.read()
    assert text.startswith('Submission: new service\nService: ftp\nProduct: WU-FTPD\n'
                           'Version: 2.1WU(1)\n\nFingerprint:\nSF-Port21-TCP:'), text
    assert 'stage' not in text and 'Address' not in text, text
    contains(world.run('fingerprint', file)[1], 'xxxxx FTP server')

    os.remove(file)
    for wrong, reason in ((['--kind', 'correction'], 'reported'),
                          (['--kind', 'correction', '--reported', 'ssh'], 'certain'),
                          (['--kind', 'probe', '--probe', 'Probe TCP x q|a'], 'probe:1:'),
                          (['--kind', 'probe', '--probe', 'Probe TCP x q|a|'], 'no reply'),
                          (['--kind', 'other'], '--kind other')):
        status, out, err = world.run(*made, *wrong)
        equal((status, out), (2, ''))
        contains(err.splitlines()[-1], reason)
        assert not os.path.exists(file), wrong

    status, out, err = world.run('fingerprint', path, '--submission', '-', '--kind',
                                 'correction', '--reported', 'ssh', '--certain',
                                 '--service', 'ftp')
    equal(status, 0)
    contains(out, 'Submission: correction\nService: ftp\nReported as: ssh\n')


@case
def rules_check(world):
    good = world.file('good.rules', DATABASE)
    bad = world.file('bad.rules', DATABASE + 'match broken m|(|\nnonsense\n'
                     'match late m|^x(| p/$9/\n')
    equal(world.run('rules', 'check', good), (0, '', ''))
    status, out, err = world.run('rules', 'check', bad, good)
    equal((status, err), (1, ''))
    lines = out.splitlines()
    equal([line.split(': ')[1] for line in lines], ['error'] * len(lines))
    equal(sorted({int(line[len(bad) + 1:].split(':')[0]) for line in lines}), [7, 8, 9])


@case
def rules_check_examples(world):
    def check(annotation):
        path = world.file('x.rules', 'Probe TCP NULL q||\n' + annotation +
                          '\nmatch greeter m|^HELLO (\\w+)| p/$1/\n')
        return world.run('rules', 'check', path)

    equal(check('#@ example "HELLO you" p=you'), (0, '', ''))
    equal(check('#@ counterexample "GOODBYE"'), (0, '', ''))
    for wrong in ('#@ example "HELLO you" p=me', '#@ example "GOODBYE"',
                  '#@ counterexample "HELLO you"', '#@ example "HELLO'):
        status, out, err = check(wrong)
        equal((status, err, out.count('\n')), (1, '', 1))
        contains(out, 'x.rules:2:')


@case
def rules_check_strict(world):
    path = world.file('x.rules', 'Probe TCP NULL q||\nmatch greeter m|^HELLO (\\w+)| p/$1/\n')
    equal(world.run('rules', 'check', path), (0, '', ''))
    equal(world.run('rules', 'check', '--strict', path),
          (1, f'{path}:2:1: error: the rule has no example\n', ''))


main()
