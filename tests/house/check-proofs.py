#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Each test that a table of tests/README.md names as the proof of something is there.

The last column of such a table, whose head is "proved by":

  proofs = proof *("; " proof)
  proof  = "`" suite "/" program "`" [" " case *(", " case)] [" (" remark ")"]

A case is one of the program's, by a word of its path or by its function's name; or a folder of
tests/data, where the program has its cases there."""
import re

import house

README = "tests/README.md"
HEAD = "proved by"
PROOF = re.compile(r"`([a-z]+/(?:test|fuzz|check)-[a-z0-9-]+)`((?: [a-z0-9-]+,?)*)(?: \([^()]*\))?")
ENDINGS = (".c", ".py", ".sh")


def find_program(tree, name):
    return next((f"tests/{name}{ending}" for ending in ENDINGS
                 if f"tests/{name}{ending}" in tree.paths), None)


def has_case(tree, program, case):
    text = tree.text(program)
    function = case.replace("-", "_")
    return (re.search(rf'["/]{case}["/]', text) or
            re.search(rf"^def {function}\b", text, re.M) or
            any(f"/{case}/" in path for path in tree.under("tests/data", ending=("",))))


def proof_faults(tree, place, proof):
    found = PROOF.fullmatch(proof)
    if found is None:
        yield f"{place}: “{proof}” is not `suite/program` case, case (remark)"
        return
    program = find_program(tree, found[1])
    if program is None:
        yield f"{place}: there is no {found[1]}"
        return
    for case in re.findall(r"[a-z0-9-]+", found[2]):
        if not has_case(tree, program, case):
            yield f"{place}: {found[1]} has no case {case}"


def check(tree):
    in_table = False
    for number, line in tree.lines(README) if README in tree.paths else ():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            in_table = False
        elif cells[-1] == HEAD:
            in_table = True
        elif in_table and not set(cells[-1]) <= {"-"}:
            for proof in cells[-1].split("; "):
                yield from proof_faults(tree, f"{README}:{number}", proof)


TEST = 'g_test_add_func ("/noun/one", test_one);\nADD ("two", test_two);\n'
TABLE = "| what | proved by |\n|---|---|\n| it works | %s |\n"
SPECIMENS = [
    ("tests that are there",
     {README: TABLE % "`rules/test-noun` one, two (both); `ui/test-window` opens-at-once; "
                      "`rules/test-noun` folder",
      "tests/rules/test-noun.c": TEST, "tests/ui/test-window.py": "def opens_at_once(w):\n",
      "tests/data/noun/folder/input": ""}, []),
    ("another table", {README: "| suite | what |\n|---|---|\n| `rules` | no proof |\n"}, []),
    ("a program that is gone", {README: TABLE % "`rules/test-gone`"},
     [f"{README}:3: there is no rules/test-gone"]),
    ("a case that is gone",
     {README: TABLE % "`rules/test-noun` one, three", "tests/rules/test-noun.c": TEST},
     [f"{README}:3: rules/test-noun has no case three"]),
    ("words in place of a test", {README: TABLE % "we looked at it"},
     [f"{README}:3: “we looked at it” is not"]),
]

if __name__ == "__main__":
    house.run(check, SPECIMENS)
