#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Shell scripts pass shellcheck, Python compiles and names nothing that is not there."""
import re
import shutil
import subprocess

import house

SHELL = re.compile(r"#!.*\b(ba|da)?sh\b|# shellcheck shell=")
PYTHON = re.compile(r"#!.*\bpython3?\b")
TOOLS = {"shellcheck": ["shellcheck", "--format=gcc", "-x"],
         "pyflakes3": ["pyflakes3"]}


def written_in(tree, path, pattern, ending):
    if path.startswith("tests/data/") or path.endswith(".png"):
        return False
    return path.endswith(ending) or pattern.match(tree.text(path)[:200]) is not None


def excused(tree, fault):
    """Whether the line at fault carries a mark that says it is meant so."""
    match = re.match(r"(.+?):(\d+):", fault)
    lines = tree.text(match[1]).splitlines() if match and match[1] in tree.paths else []
    return match is not None and any("# noqa" in line for line in lines[int(match[2]) - 1:int(match[2])])


def check(tree):
    shell = [p for p in tree.paths if written_in(tree, p, SHELL, ".sh")]
    python = [p for p in tree.paths if written_in(tree, p, PYTHON, ".py")]
    for tool, paths in (("shellcheck", shell), ("pyflakes3", python)):
        if not paths:
            continue
        done = subprocess.run([*TOOLS[tool], *paths], cwd=tree.root, capture_output=True, text=True)
        for fault in (done.stdout + done.stderr).splitlines():
            if not excused(tree, fault):
                yield fault


SPECIMENS = [
    ("good scripts", {"a": "#!/bin/sh\necho \"$1\"\n", "b.py": "import os\nos.getpid()\n"}, []),
    ("an unquoted variable", {"a": "#!/usr/bin/env bash\nrm $1\n"}, ["a:2:"]),
    ("an import that is meant so", {"b.py": "import os  # noqa: F401  why\n"}, []),
    ("a name that is not there", {"b.py": "print(nobody)\n"}, ["b.py:1:"]),
]

if __name__ == "__main__":
    for needed in TOOLS:
        if shutil.which(needed) is None:
            house.skip_all(f"needs {needed}")
    house.run(check, SPECIMENS)
