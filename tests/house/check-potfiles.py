#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""po/POTFILES names exactly the files with strings to translate, in order, and no string
is broken up by a macro that xgettext cannot see through; the translations themselves are
well formed and take the same arguments.

check-potfiles.py --write TREE brings the list up to date."""
import re
import subprocess
import sys

import house

POTFILES = "po/POTFILES"
# How a string to translate looks, by the file's ending.
MARKS = {
    ".c": re.compile(r'\b(_|N_|Q_|C_|NC_|n?gettext|g_d[np]?gettext2?) \("'),
    ".ui": re.compile(r'translatable="(yes|1|true)"'),
    ".desktop.in": re.compile(r"^(Name|Comment|GenericName|Keywords)=", re.M),
    ".metainfo.xml.in": re.compile(r"<(name|summary|p)>"),
    ".gschema.xml": re.compile(r"<(summary|description)>"),
}

BROKEN_UP = re.compile(r'\b(?:_|N_|Q_|n?gettext|g_d[np]?gettext2?) \((?:[^();]|\([^();]*\))*?'
                       r'"\s*(G_\w+_FORMAT|PRI\w+)')


def broken_up(tree, path):
    text = tree.text(path)
    for match in BROKEN_UP.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{path}:{line}: {match[1]} inside a string to translate: cast, and write %zu or %llu"


def wants_translation(tree, path):
    return any(path.endswith(ending) and mark.search(tree.text(path))
               for ending, mark in MARKS.items())


def wanted_paths(tree):
    return [p for p in tree.under("src", "ui", "data", ending=tuple(MARKS))
            if wants_translation(tree, p)]


def write(tree):
    lines = [line for line in tree.text(POTFILES).splitlines() if line.startswith("#")]
    (tree.root / POTFILES).write_text("\n".join(lines + wanted_paths(tree)) + "\n")


def translation_faults(tree):
    languages = {line for _, line in tree.lines("po/LINGUAS")} if "po/LINGUAS" in tree.paths else set()
    for path in tree.under("po", ending=(".po",)):
        if path.removeprefix("po/").removesuffix(".po") not in languages:
            yield f"{path}:1: not in po/LINGUAS"
        done = subprocess.run(["msgfmt", "--check-format", "--output-file=/dev/null", path],
                              cwd=tree.root, capture_output=True, text=True)
        yield from (line for line in done.stderr.splitlines() if line.startswith(path))


def check(tree):
    listed = {}
    if POTFILES in tree.paths:
        listed = {line: number for number, line in tree.lines(POTFILES)
                  if line and not line.startswith("#")}
    wanted = wanted_paths(tree)
    for path in wanted:
        if path not in listed:
            yield f"{POTFILES}:1: {path} is missing (check-potfiles.py --write .)"
    for path, number in listed.items():
        if path not in wanted:
            yield f"{POTFILES}:{number}: {path} has no string to translate"
    for path in tree.under("src", ending=(".c",)):
        yield from broken_up(tree, path)
    yield from translation_faults(tree)
    if list(listed) != sorted(listed):
        yield f"{POTFILES}:1: the list is not sorted"


PO = ('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
      '#, c-format\nmsgid "no %s"\nmsgstr "kein %d"\n')
SPECIMENS = [
    ("an exact list",
     {POTFILES: "# why\nsrc/cli/a.c\nui/a.ui\n", "src/cli/a.c": 'f (_ ("Hello"));\n',
      "src/cli/b.c": "int b;\n", "ui/a.ui": '<p translatable="yes">x</p>\n'}, []),
    ("a string broken up",
     {POTFILES: "src/a.c\n",
      "src/a.c": 'f (_ ("fine"));\nf ("%" G_GSIZE_FORMAT, n);\ng (_ ("%" G_GSIZE_FORMAT " bytes"));\n'},
     ["src/a.c:3: G_GSIZE_FORMAT"]),
    ("a translation with other arguments", {"po/LINGUAS": "xx\n", "po/xx.po": PO},
     ["po/xx.po:6: format specifications"]),
    ("a translation of no language", {"po/LINGUAS": "\n", "po/xx.po": PO.replace("%d", "%s")},
     ["po/xx.po:1: not in po/LINGUAS"]),
    ("a file is missing", {POTFILES: "\n", "src/cli/a.c": 'f (N_ ("Hello"));\n'},
     [f"{POTFILES}:1: src/cli/a.c is missing (check-potfiles.py --write .)"]),
    ("a file is gone", {POTFILES: "src/cli/a.c\n"}, [f"{POTFILES}:1: src/cli/a.c has no"]),
    ("no order",
     {POTFILES: "src/b.c\nsrc/a.c\n", "src/a.c": 'f (_ ("A"));\n', "src/b.c": 'f (_ ("B"));\n'},
     [f"{POTFILES}:1: the list is not sorted"]),
]

if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write(house.Tree(sys.argv[2]))
    else:
        house.run(check, SPECIMENS)
