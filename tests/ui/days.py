# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/ui/days.py: cases that build on one another, as a person's day does.

Each day has a program of its own; what it saved, the next finds."""
import os
import traceback

from desktop import Fault, Program


def expect(condition, what):
    if not condition:
        raise Fault(what)


def run_day(cases, number, command, environment):
    """Runs the cases in one program; gives how many passed."""
    window = Program(command, **environment)
    passed = 0
    try:
        for number, case in enumerate(cases, start=number):
            name = case.__name__.replace("_", "-")
            try:
                case(window)
                expect(not window.complaints(), window.complaints())
            except Exception:  # pylint: disable=broad-except
                for line in traceback.format_exc().splitlines():
                    print("#", line)
                print(f"not ok {number} - {name}", flush=True)
                if os.environ.get("UI_SHOT"):
                    os.system(f"import -window root {os.environ['UI_SHOT']}-{number}.png")
                if window.process.poll() is not None:
                    break
            else:
                print(f"ok {number} - {name}", flush=True)
                passed += 1
    finally:
        window.kill()
    return passed


def run(days, command, **environment):
    """Runs all days and reports them as TAP; gives the exit status."""
    total = sum(len(day) for day in days)
    print(f"1..{total}", flush=True)
    passed = 0
    number = 1
    for day in days:
        passed += run_day(day, number, command, environment)
        number += len(day)
    return 0 if passed == total else 1
