#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the desktop reads of us is what it expects: entry, metadata, settings, pictures.

The validators say hints and exit with 0, so any word of theirs is a fault."""
import os
import re
import shutil
import subprocess
import tempfile

import house

VALIDATORS = [
    ((".desktop", ".desktop.in"), ["desktop-file-validate"]),
    ((".metainfo.xml", ".metainfo.xml.in"),
     ["appstreamcli", "validate", "--no-net", "--no-color"]),
    ((".ui", ".svg", ".gresource.xml"), ["xmllint", "--noout", "--nonet"]),
    ((".gschema.xml",), ["xmllint", "--noout", "--nonet"]),
]
CONTENT = re.compile(r".*: Validation was successful\.|Validation was successful.*|✔ .*")


def said(command, tree, path):
    """What a validator says; a file that waits for its translations goes by its later name."""
    with tempfile.TemporaryDirectory() as folder:
        if path.endswith(".in"):
            copy = os.path.join(folder, os.path.basename(path).removesuffix(".in"))
            path = shutil.copy(tree.root / path, copy)
        done = subprocess.run([*command, path], cwd=tree.root, capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if line.strip() and not CONTENT.match(line.strip())]


def schema_faults(tree):
    for folder in {p.rpartition("/")[0] for p in tree.paths if p.endswith(".gschema.xml")}:
        for line in said(["glib-compile-schemas", "--strict", "--dry-run"], tree, folder):
            yield f"{folder}: {line}"


def check(tree):
    for endings, command in VALIDATORS:
        for path in tree.under("data", "ui", "icons", ending=endings):
            lines = said(command, tree, path)
            if lines:
                yield f"{path}:1: {command[0]}: {' / '.join(lines)}"
    yield from schema_faults(tree)


ENTRY = "[Desktop Entry]\nType=Application\nName=A\nExec=a\nCategories=Network;\n"
SCHEMA = ('<schemalist><schema id="a.b" path="/a/b/"><key name="{}" type="s">'
          "<default>''</default></key></schema></schemalist>\n")
SPECIMENS = [
    ("good files", {"data/a.desktop.in": ENTRY, "ui/a.ui": "<interface/>\n",
                    "data/a.gschema.xml": SCHEMA.format("good-key")}, []),
    ("a hint about a desktop entry",
     {"data/a.desktop": ENTRY.replace("Network;", "Security;")}, ["data/a.desktop:1: "]),
    ("broken XML", {"ui/a.ui": "<interface>\n"}, ["ui/a.ui:1: "]),
    ("a key that GSettings refuses", {"data/a.gschema.xml": SCHEMA.format("Bad_Key")}, ["data: "]),
    ("metadata without an id", {"data/a.metainfo.xml": "<component/>\n"}, ["data/a.metainfo.xml:1: "]),
]

if __name__ == "__main__":
    for _, needed in VALIDATORS:
        if shutil.which(needed[0]) is None:
            house.skip_all(f"needs {needed[0]}")
    house.run(check, SPECIMENS)
