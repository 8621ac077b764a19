#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""data/probes/assemble.py: makes the one probe file that is installed of the families' files.

  assemble.py OUTPUT FILE...

Every file is a probe file by itself; one of them may begin with an Exclude line.  A probe may stand in several of them: its directives
and rules are put together.  Probes come out with NULL first and then by rarity, otherwise
in the order they were met; of a probe's rules the soft ones come last, so that a family's
generic rule never hides another family's exact one.
"""
import re
import sys

PROBE = re.compile(r'Probe (TCP|UDP) (\w+) q\|([^|]*)\|$')
RULE = re.compile(r'(soft)?match ')
DIRECTIVE = re.compile(r'(ports|sslports|rarity|totalwaitms|tcpwrappedms|fallback) ')


class Probe:
    def __init__(self, line, payload):
        self.line, self.payload = line, payload
        self.directives, self.hard, self.soft = [], [], []

    def rarity(self):
        if not self.payload:
            return 0
        return min([int(line.split()[1]) for line in self.directives
                    if line.startswith('rarity ')] or [5])


def fail(place, text):
    sys.exit(f'{place}: {text}')


def read(path, excludes, probes):
    probe, notes = None, []
    for number, line in enumerate(open(path, encoding='ascii'), start=1):
        line, place = line.rstrip('\n'), f'{path}:{number}'
        if found := PROBE.match(line):
            probe = probes.setdefault(found[1] + found[2], Probe(line, found[3]))
            if probe.payload != found[3]:
                fail(place, 'the probe has another payload elsewhere')
        elif line.startswith('#@ '):
            notes.append(line)
        elif line == '' or line.startswith('#'):
            pass
        elif line.startswith('Exclude ') and probe is None:
            excludes.append(line)
        elif probe is None:
            fail(place, 'a line before the first Probe')
        elif found := RULE.match(line):
            (probe.soft if found[1] else probe.hard).extend(notes + [line])
            notes = []
        elif DIRECTIVE.match(line):
            probe.directives.append(line)
        else:
            fail(place, 'neither a directive nor a rule')
    if notes:
        fail(path, 'an example without its rule')


def main():
    excludes, probes = [], {}
    for path in sys.argv[2:]:
        read(path, excludes, probes)
    if len(excludes) > 1:
        fail(path, 'more than one Exclude line')
    with open(sys.argv[1], 'w', encoding='ascii') as out:
        out.write('# SPDX-License-Identifier: GPL-2.0-or-later\n'
                  '# Portolan\'s probe database, put together from data/probes/*.probes.\n')
        out.write(''.join(f'\n{line}\n' for line in excludes))
        for probe in sorted(probes.values(), key=Probe.rarity):
            out.write('\n' + ''.join(line + '\n' for line in [probe.line] + probe.directives +
                                     probe.hard + probe.soft))


if __name__ == '__main__':
    main()
