# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the house checks share: the tree, and TAP.

A check is a function that takes a Tree and yields faults, "file:line: what is wrong".
run() reports it as TAP: one case for the tree itself, and one for each specimen, a small
tree with a known fault, that proves the check would notice it.  The faults themselves go
to stderr, which Meson shows when a test fails."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MAX_FAULTS = 100
BUILT = re.compile(r"\.git|__pycache__|build|build-(asan|check|clang)")


class Tree:
    """The files of a source tree, as paths relative to its root."""

    def __init__(self, root):
        self.root = Path(root)
        self.paths = sorted(self._tracked() or self._walked())

    def _tracked(self):
        """What git tracks or would add; nothing outside a repository."""
        if not (self.root / ".git").exists():
            return []
        command = ["git", "-c", "safe.directory=*", "-C", str(self.root), "ls-files", "-z",
                   "--cached", "--others", "--exclude-standard"]
        try:
            listed = subprocess.run(command, capture_output=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return []
        names = {os.fsdecode(name) for name in listed.split(b"\0") if name}
        return [name for name in names if (self.root / name).is_file()]

    def _walked(self):
        found = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = [f for f in folders if not BUILT.fullmatch(f)]
            found += [os.path.relpath(os.path.join(folder, f), self.root) for f in files]
        return found

    def under(self, *folders, ending=()):
        """The paths below any of the folders that end as asked."""
        return [p for p in self.paths
                if p.startswith(tuple(f + "/" for f in folders)) and p.endswith(tuple(ending))]

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def lines(self, path):
        """Pairs of line number and line."""
        return enumerate(self.text(path).splitlines(), start=1)


def without_comments(text):
    """C text with comments and string contents blanked, line numbers kept."""
    def blank(match):
        found = match.group(0)
        if found[0] in "\"'":
            return found[0] * 2
        return re.sub(r"[^\n]", " ", found)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'',
                  blank, text, flags=re.S)


def _specimen_faults(check, files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return list(check(Tree(folder)))


def _judge(faults, expected):
    """Whether the faults are those expected: one for each beginning, no other."""
    return (len(faults) == len(expected)
            and all(any(f.startswith(e) for f in faults) for e in expected))


def run(check, specimens):
    """@specimens: (what it shows, {path: text}, [how each fault found begins])"""
    faults = list(check(Tree(sys.argv[1])))
    cases = [("the tree", not faults, faults)]
    for title, files, expected in specimens:
        found = _specimen_faults(check, files)
        cases.append((title, _judge(found, expected),
                      [f"expected {expected}", f"found {found}"]))

    print(f"1..{len(cases)}")
    for number, (title, good, notes) in enumerate(cases, start=1):
        print(f"{'ok' if good else 'not ok'} {number} - {title}")
        for note in [] if good else notes[:MAX_FAULTS]:
            print(note, file=sys.stderr)
    sys.exit(0 if all(good for _, good, _ in cases) else 1)


def skip_all(reason):
    print(f"1..0 # SKIP {reason}")
    sys.exit(0)
