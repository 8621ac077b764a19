#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every file says its licence; C files begin with their purpose as well."""
import re
from fnmatch import fnmatch

import house

LICENCE = "SPDX-License-" + "Identifier: "
OURS = {"GPL-2.0-or-later"}
# Metadata that catalogues copy is given away, as they ask for it.
ALSO = {"data/*.metainfo.xml*": {"CC0-1.0", "FSFAP"}}
WITHIN_LINES = 12

# What cannot carry the lines: the licence itself, binaries, recorded or generated data.
# It is under the project's licence all the same.
EXCEPTIONS = [
    "COPYING",
    "*.gitkeep",
    "*.png", "*.ico", "*.gz", "*.der", "*.bin",
    "tests/data/*",
    "tests/fuzz/corpus/*",
]

C_HEAD = ("/* SPDX-FileCopyrightText: 2026 The Portolan authors",
          " * " + LICENCE + "GPL-2.0-or-later */")


def c_faults(path, lines):
    for number, wanted in enumerate(C_HEAD):
        if lines[number:number + 1] != [wanted]:
            yield f"{path}:{number + 1}: must read: {wanted}"
            return
    name = path.removeprefix("src/")
    if not re.match(rf"/\* {re.escape(name)}: \S", "".join(lines[2:3])):
        yield f"{path}:3: must begin: /* {name}: what it is for"


def check(tree):
    for path in tree.paths:
        if any(fnmatch(path, pattern) for pattern in EXCEPTIONS):
            continue
        lines = tree.text(path).splitlines()
        if path.endswith((".c", ".h")):
            yield from c_faults(path, lines)
            continue
        licences = OURS.union(*(also for pattern, also in ALSO.items() if fnmatch(path, pattern)))
        found = re.search(LICENCE + r"(\S+)", "\n".join(lines[:WITHIN_LINES]))
        if found is None:
            yield f"{path}:1: no line {LICENCE}GPL-2.0-or-later"
        elif found[1] not in licences:
            yield f"{path}:1: licence {found[1]}"


GOOD = "\n".join(C_HEAD)
SPECIMENS = [
    ("good heads",
     {"src/base/a.c": GOOD + "\n/* base/a.c: shows a head. */\n",
      "tests/base/a.c": GOOD + "\n/* tests/base/a.c: shows a head.\n",
      "meson.build": "# " + LICENCE + "GPL-2.0-or-later\n",
      "COPYING": "the licence\n", "tests/data/x/input": "bytes\n"}, []),
    ("no head", {"src/base/a.c": "int a;\n", "run": "#!/bin/sh\n"},
     ["src/base/a.c:1: must read", "run:1: no line"]),
    ("another licence", {"a.py": "# " + LICENCE + "MIT\n"}, ["a.py:1: licence MIT"]),
    ("another file's purpose", {"src/base/a.c": GOOD + "\n/* base/b.c: copied. */\n"},
     ["src/base/a.c:3: must begin: /* base/a.c:"]),
]

if __name__ == "__main__":
    house.run(check, SPECIMENS)
