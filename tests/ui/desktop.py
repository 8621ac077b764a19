# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/ui/desktop.py: the program as somebody with a screen reader or a keyboard has it.

Everything is found by role and name in the accessibility tree, never by place or id."""
import os
import re
import signal
import subprocess
import time

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE_S = float(os.environ.get("UI_PATIENCE_S", "30"))
ROLE = Atspi.Role

# What a person can do something with, and so must be able to name.
INTERACTIVE = {
    ROLE.PUSH_BUTTON, ROLE.TOGGLE_BUTTON, ROLE.RADIO_BUTTON, ROLE.CHECK_BOX, ROLE.ENTRY,
    ROLE.TEXT, ROLE.TABLE, ROLE.TREE_TABLE, ROLE.LIST_BOX, ROLE.LIST_ITEM, ROLE.MENU_ITEM,
    ROLE.COMBO_BOX, ROLE.LINK, ROLE.PROGRESS_BAR,
}


class Fault(Exception):
    """The window is not as it should be."""


def wait_for(what, look):
    """What look() gives once it gives anything; a node may vanish while it is looked at."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            found = look()
            if found:
                return found
        except GLib.Error:
            pass
        time.sleep(0.05)
    raise Fault(f"waited {PATIENCE_S:.0f} s in vain for {what}")


def walk(node):
    """The visible nodes below and with node, depth first; cells of tables left out."""
    yield node
    if node.get_role() in (ROLE.TABLE, ROLE.TREE_TABLE):
        return
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield from walk(child)


def text_of(node):
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def labels_of(node):
    """The names of the labels that stand for the node."""
    return [relation.get_target(index).get_name() for relation in node.get_relation_set()
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
            for index in range(relation.get_n_targets())]


class Table:
    def __init__(self, node):
        self.node = node
        self.headers = [Atspi.Table.get_column_header(node, i).get_name()
                        for i in range(Atspi.Table.get_n_columns(node))]

    def __len__(self):
        return max(Atspi.Table.get_n_rows(self.node), 0)

    def cell(self, row, column):
        index = self.headers.index(column)
        node = Atspi.Table.get_accessible_at(self.node, row, index)
        parts = [node.get_child_at_index(i) for i in range(node.get_child_count())]
        return "".join(part.get_name() for part in parts) if parts else node.get_name()

    def row(self, column, value):
        """The number of the row with that value in that column, or None."""
        return next((row for row in range(len(self)) if self.cell(row, column) == value), None)

    def select(self, row):
        for selected in Atspi.Table.get_selected_rows(self.node):
            Atspi.Table.remove_row_selection(self.node, selected)
        Atspi.Table.add_row_selection(self.node, row)

    def sort(self, column):
        header = Atspi.Table.get_column_header(self.node, self.headers.index(column))
        Atspi.Action.do_action(header, 0)


class Program:
    def __init__(self, command, **environment):
        scratch = os.environ["XDG_RUNTIME_DIR"]
        self.log = os.path.join(scratch, f"log-{time.monotonic()}")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, env={**os.environ, **environment},
                                            cwd=scratch, stderr=log)
        wait_for("the window", self.windows)

    def application(self):
        if self.process.poll() is not None:
            raise Fault(f"the program ended with {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            node = desktop.get_child_at_index(index)
            if node is not None and node.get_process_id() == self.process.pid:
                return node
        return None

    def windows(self):
        application = self.application()
        windows = application and [application.get_child_at_index(i)
                                   for i in range(application.get_child_count())]
        return windows and [window for window in windows if window is not None]

    def nodes(self):
        for window in self.windows():
            yield from walk(window)

    def look(self, role, name, sensitive=False):
        """The node of that role whose name matches the regular expression, or None."""
        for node in self.nodes():
            if node.get_role() == role and re.search(name, node.get_name() or ""):
                if not sensitive or node.get_state_set().contains(Atspi.StateType.SENSITIVE):
                    return node
        return None

    def find(self, role, name):
        return wait_for(f"{Atspi.role_get_name(role)} “{name}”",
                        lambda: self.look(role, name))

    def label(self, pattern):
        """A label, heading or status line with that text."""
        def look():
            for node in self.nodes():
                if node.get_role() in (ROLE.LABEL, ROLE.HEADING, ROLE.STATUS_BAR):
                    if re.search(pattern, node.get_name() or text_of(node)):
                        return node
            return None
        return wait_for(f"the text “{pattern}”", look)

    def table(self, name):
        return Table(self.find(ROLE.TREE_TABLE, f"^{name}$") if self.look(
            ROLE.TREE_TABLE, f"^{name}$") else self.find(ROLE.TABLE, f"^{name}$"))

    def press(self, name, role=ROLE.PUSH_BUTTON):
        node = wait_for(f"the button “{name}”",
                        lambda: self.look(role, f"^{name}$", sensitive=True))
        Atspi.Action.do_action(node, 0)

    def fill(self, name, text):
        node = wait_for(f"the entry “{name}”", lambda: self.look(ROLE.TEXT, f"^{name}$"))
        Atspi.EditableText.set_text_contents(node, text)
        return node

    def focused(self):
        """The node that has the keyboard; None if that is a cell of a table."""
        return next((node for node in self.nodes()
                     if node.get_state_set().contains(Atspi.StateType.FOCUSED)), None)

    def wait_keyboard(self, label):
        """Waits until what is typed goes to the entry of that label."""
        def look():
            node = self.focused()
            return node is not None and label in labels_of(node)
        wait_for(f"the keyboard in “{label}”", look)

    def keys(self, *names):
        subprocess.run(["xdotool", "key", "--delay", "30", *names], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=True)

    def wait_end(self):
        return self.process.wait(PATIENCE_S)

    def focus(self, node):
        Atspi.Component.grab_focus(node)

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def complaints(self):
        """What GLib, GTK or the program itself warned about.  GDK is left out: on a
        display without a window manager it stumbles over frames of dialogs just closed."""
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return [line.strip() for line in log
                    if re.search(r"(?<!Gdk)-(CRITICAL|WARNING) \*\*", line)]

    def nameless(self):
        """The interactive nodes that have neither name nor label."""
        return [Atspi.role_get_name(node.get_role()) for node in self.nodes()
                if node.get_role() in INTERACTIVE and not node.get_name() and
                not labels_of(node)]
