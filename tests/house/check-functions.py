#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""No file above 600 lines, no function above 60; exceptions stand in long-functions.

Our format makes C functions easy to find: the name at a line's start, braces of the body
alone in column 0."""
import ast
import re

import house

MAX_FILE = 600
MAX_FUNCTION = 60
EXCEPTIONS = "tests/house/long-functions"
HEAD = re.compile(r"([A-Za-z_]\w*) \(")


def c_functions(text):
    """Triples of name, first line (the name's) and last."""
    name, first, inside = None, 0, False
    for number, line in enumerate(house.without_comments(text).splitlines(), start=1):
        if inside:
            if line.startswith("}"):
                yield name, first, number
                name, inside = None, False
            continue
        head = HEAD.match(line)
        if head is not None:
            name, first = head[1], number
        elif line.startswith("{") and name is not None:
            inside = True
        elif line.startswith("}") or line.endswith(";"):
            name = None


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node.lineno, node.end_lineno


def read_exceptions(tree):
    """Pairs of entry ("path" or "path:function") and its line."""
    if EXCEPTIONS not in tree.paths:
        return {}
    entries = ((line.partition("#")[0].strip(), number)
               for number, line in tree.lines(EXCEPTIONS))
    return {entry: number for entry, number in entries if entry}


def check(tree):
    exceptions = read_exceptions(tree)
    needed = set()

    def judge(entry, path, line, what, size, limit):
        if size <= limit:
            return
        needed.add(entry)
        if entry not in exceptions:
            yield f"{path}:{line}: {what} has {size} lines, above {limit}"

    for path in tree.under("src", "tests", "build-aux", ending=(".c", ".h", ".py")):
        text = tree.text(path)
        yield from judge(path, path, 1, "the file", len(text.splitlines()), MAX_FILE)
        functions = python_functions if path.endswith(".py") else c_functions
        for name, first, last in functions(text):
            yield from judge(f"{path}:{name}", path, first, f"{name} ()",
                             last - first + 1, MAX_FUNCTION)

    for entry in exceptions.keys() - needed:
        yield f"{EXCEPTIONS}:{exceptions[entry]}: {entry} needs no exception any more"


def sample(name, lines):
    return f"static int\n{name} (int a,\n  int b)\n{{\n" + "  a++;\n" * (lines - 4) + "}\n"


SPECIMENS = [
    ("what just fits",
     {"src/base/a.c": sample("fits", 60) + "typedef struct\n{\n" + "  int a;\n" * 70 + "} T;\n",
      "src/base/b.c": "\n" * 600}, []),
    ("a long function",
     {"src/base/a.c": sample("short_one", 10) + sample("long_one", 61)},
     ["src/base/a.c:13: long_one () has 61 lines"]),
    ("a brace in a string does not end a function",
     {"src/base/a.c": sample("long_one", 61).replace("  a++;", '  f ("\\"}");', 5)},
     ["src/base/a.c:2: long_one () has 61 lines"]),
    ("a long file", {"src/base/a.h": "\n" * 601}, ["src/base/a.h:1: the file has 601 lines"]),
    ("a long function in Python",
     {"tests/a.py": "def long_one():\n" + "    pass\n" * 60}, ["tests/a.py:1: long_one ()"]),
    ("an exception, and a stale one",
     {"src/base/a.c": sample("long_one", 61),
      EXCEPTIONS: "# why\nsrc/base/a.c:long_one\nsrc/base/a.c:gone\n"},
     [f"{EXCEPTIONS}:3: src/base/a.c:gone"]),
]

if __name__ == "__main__":
    house.run(check, SPECIMENS)
