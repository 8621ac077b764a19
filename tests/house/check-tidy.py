#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""check-tidy.py SOURCE BUILD: clang-tidy's short list (.clang-tidy), one case a file."""
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import house

FAULT = re.compile(r"\S+:\d+:\d+: (error|warning): .*")


def sources(source, build):
    """The project's own compiled files."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as commands:
        files = {os.path.normpath(os.path.join(c["directory"], c["file"]))
                 for c in json.load(commands)}
    return sorted(f for f in files if f.startswith(os.path.join(source, "src", "")))


def tidy(*arguments):
    """What clang-tidy says against a file; empty when nothing."""
    done = subprocess.run(["clang-tidy", "--quiet", *arguments], capture_output=True, text=True)
    if done.returncode == 0:
        return []
    said = done.stdout.splitlines()
    return [line for line in said if FAULT.match(line)] or said + done.stderr.splitlines()


def specimen_faults(config):
    with tempfile.NamedTemporaryFile("w", suffix=".c") as file:
        file.write("int f (int a)\n{\n  int *p = 0;\n  return a ? *p : 0;\n}\n")
        file.flush()
        found = tidy(f"--config-file={config}", file.name, "--")
    if any("clang-analyzer-core.NullDereference" in line for line in found):
        return []
    return ["a null pointer was not seen", *found]


def cases(source, build):
    """Pairs of name and faults."""
    yield "a null pointer is seen", specimen_faults(os.path.join(source, ".clang-tidy"))
    paths = sources(source, build)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for path, faults in zip(paths, pool.map(lambda path: tidy("-p", build, path), paths)):
            yield os.path.relpath(path, source), faults


def main():
    good = True
    source, build = map(os.path.realpath, sys.argv[1:3])
    print(f"1..{1 + len(sources(source, build))}")
    for number, (name, faults) in enumerate(cases(source, build), start=1):
        print(f"{'not ok' if faults else 'ok'} {number} - {name}", flush=True)
        for fault in faults[:house.MAX_FAULTS]:
            print(fault, file=sys.stderr)
        good = good and not faults
    sys.exit(0 if good else 1)


main()
