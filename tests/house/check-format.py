#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every C file is as .clang-format has it, over the whole tree."""
import re
import shutil
import subprocess
from pathlib import Path

import house

# Releases of clang-format disagree in details; this is Debian 12's.
RELEASE = "14"
STYLE = Path(__file__).resolve().parents[2] / ".clang-format"
FAULT = re.compile(r"(.+?):(\d+):(\d+): error: ")


def find_tool():
    for name in (f"clang-format-{RELEASE}", "clang-format"):
        if shutil.which(name) is None:
            continue
        told = subprocess.run([name, "--version"], capture_output=True, text=True).stdout
        if f"version {RELEASE}." in told:
            return name
    return None


TOOL = find_tool()


def check(tree):
    paths = tree.under("src", "tests", "data", ending=(".c", ".h"))
    if not paths:
        return
    command = [TOOL, f"--style=file:{STYLE}", "--dry-run", "--Werror", "--ferror-limit=1", *paths]
    done = subprocess.run(command, cwd=tree.root, capture_output=True, text=True)
    for line in done.stderr.splitlines():
        match = FAULT.match(line)
        if match is not None:
            yield f"{match[1]}:{match[2]}: not as clang-format has it (clang-format -i {match[1]})"


SPECIMENS = [
    ("a well formed file", {"src/base/a.c": "int\nmain (void)\n{\n  return 0;\n}\n"}, []),
    ("a brace in the wrong place",
     {"src/base/a.c": "int\nmain (void)\n{\n  return 0;\n}\n",
      "tests/base/b.c": "int main(void) {\n  return 0;\n}\n"},
     ["tests/base/b.c:1: "]),
]

if __name__ == "__main__":
    if TOOL is None:
        house.skip_all(f"needs clang-format {RELEASE}")
    house.run(check, SPECIMENS)
