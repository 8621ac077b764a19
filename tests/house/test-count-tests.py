#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""build-aux/count-tests, which decides whether the checks passed, counts what there is."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

COUNT = Path(sys.argv[1], "build-aux", "count-tests")

GOOD = {"name": "good", "stdout": "1..2\nok 1 /a\nok 2 /b # SKIP no root\n", "result": "OK"}
# What it shows, logs, last line, exit status.
CASES = [
    ("cases are counted, not programs", [GOOD, GOOD], "2 passed, 0 failed, 2 skipped", 0),
    ("a program without TAP is one", [{"name": "a", "stdout": "hello", "result": "OK"}],
     "1 passed, 0 failed, 0 skipped", 0),
    ("a failed case", [GOOD, {"name": "a", "stdout": "1..2\nnot ok 1 - b\nok 2\n", "result": "FAIL"}],
     "2 passed, 1 failed, 1 skipped", 1),
    ("a program that broke off", [{"name": "a", "stdout": "1..2\nok 1\n", "result": "ERROR"}],
     "1 passed, 1 failed, 0 skipped", 1),
    ("a program that ran out of time", [{"name": "a", "stdout": "", "result": "TIMEOUT"}],
     "0 passed, 1 failed, 0 skipped", 1),
    ("all skipped is no pass", [{"name": "a", "stdout": "1..0 # SKIP x\n", "result": "SKIP"}],
     "0 passed, 0 failed, 1 skipped", 1),
    ("nothing ran", [], "0 passed, 0 failed, 0 skipped", 1),
]


def works(tests, last, status):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as log:
        log.writelines(json.dumps(test) + "\n" for test in tests)
        log.flush()
        done = subprocess.run([COUNT, log.name], capture_output=True, text=True)
    return done.stdout.splitlines()[-1:] == [last] and done.returncode == status


def main():
    good = True
    print(f"1..{len(CASES)}")
    for number, (title, *case) in enumerate(CASES, start=1):
        passed = works(*case)
        good = good and passed
        print(f"{'ok' if passed else 'not ok'} {number} - {title}")
    sys.exit(0 if good else 1)


main()
