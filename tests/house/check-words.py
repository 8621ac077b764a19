#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Words that have no place here: notes left in code, calls that foreign text can misuse."""
import re

import house

NOTES = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
CALLS = {
    r"\bgtk_label_set_markup\w*": "foreign text must not reach markup: gtk_label_set_text ()",
    r"\bgtk_\w*tooltip_markup\b": "foreign text must not reach markup: gtk_widget_set_tooltip_text ()",
    r"\b(system|popen) \(": "no shell: g_spawn or GSubprocess with an argument vector",
    r"\bg_spawn_command_line_\w+": "no command lines: g_spawn or GSubprocess with an argument vector",
    r"\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|alloca|g_alloca) \(": "unbounded, or not reentrant",
    r"\b(atoi|atol|atoll) \(": "hides errors: g_ascii_string_to_unsigned ()",
    r"\bgoto\b": "no goto: g_autoptr and early returns",
}
UI = {
    r"use-markup|use_markup": "foreign text must not reach markup",
    r"tooltip-markup|tooltip_markup": "foreign text must not reach markup",
}
BLANK_AT_END = re.compile(r"[ \t]+$")


def text_faults(tree, path):
    for number, line in tree.lines(path):
        found = NOTES.search(line)
        if found is not None:
            yield f"{path}:{number}: {found[0]}: an issue number says it better"
        if BLANK_AT_END.search(line):
            yield f"{path}:{number}: blanks at the end of the line"


def banned_faults(path, text, banned):
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, why in banned.items():
            found = re.search(pattern, line)
            if found is not None:
                yield f"{path}:{number}: {found[0].strip()}: {why}"


def check(tree):
    for path in tree.paths:
        if not path.startswith("tests/data/") and path.endswith(
                (".c", ".h", ".py", ".ui", ".css", ".sh", "meson.build", ".md")):
            yield from text_faults(tree, path)
    for path in tree.under("src", ending=(".c", ".h")):
        yield from banned_faults(path, house.without_comments(tree.text(path)), CALLS)
    for path in tree.under("ui", ending=(".ui",)):
        yield from banned_faults(path, tree.text(path), UI)


SPECIMENS = [
    ("words that are fine",
     {"src/base/a.c": '/* the system (all of it) */\nf ("system (1)");\nmktemp ("XXXXXX");\n',
      "ui/a.ui": '<property name="label">x</property>\n'}, []),
    ("a note left in the code", {"src/base/a.c": "int a; /* TO" "DO: more */\n"},
     ["src/base/a.c:1: TO" "DO"]),
    ("a shell", {"src/cli/a.c": "\n  system (command);\n"}, ["src/cli/a.c:2: system ("]),
    ("markup",
     {"src/app/a.c": "gtk_label_set_markup (label, banner);\n",
      "ui/a.ui": '<property name="use-markup">True</property>\n'},
     ["src/app/a.c:1: gtk_label_set_markup", "ui/a.ui:1: use-markup"]),
    ("blanks at the end of a line", {"README.md": "text \n"}, ["README.md:1: blanks"]),
]

if __name__ == "__main__":
    house.run(check, SPECIMENS)
