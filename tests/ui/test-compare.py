#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/ui/test-compare.py PORTOLAN PORTOLAN-CLI: what changed, in the real window.

Three scans of a made-up network are saved before it opens; the last two are alike."""
import os
import sys

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

import sessions
from days import expect, run
from desktop import ROLE, text_of, wait_for

PROGRAM = os.path.abspath(sys.argv[1])
IGNORE = os.path.join(os.environ["XDG_CONFIG_HOME"], "portolan", "ignore")


def past_scan(window, name):
    box = window.find(ROLE.LIST_BOX, "^Past scans$")
    rows = [box.get_child_at_index(i) for i in range(box.get_child_count())]
    return next(row for row in rows if name in row.get_name())


def open_scan(window, name):
    wait_for("three scans",
             lambda: window.find(ROLE.LIST_BOX, "^Past scans$").get_child_count() == 3)
    window.focus(past_scan(window, name))
    window.keys("Return")
    wait_for("its ports", lambda: len(window.table("Ports")) == 7)


def rows(window):
    table = window.table("Changes")
    return {(table.cell(row, "Host"), table.cell(row, "Port")): table.cell(row, "Change")
            for row in range(len(table))}


def wait_rows(window, number):
    wait_for(f"{number} changes", lambda: window.look(ROLE.TREE_TABLE, "^Changes$") or
             window.look(ROLE.TABLE, "^Changes$"))
    table = window.table("Changes")
    wait_for(f"{number} changes", lambda: len(table) == number)
    return table


def ignored_rules():
    if not os.path.exists(IGNORE):
        return ""
    with open(IGNORE, encoding="utf-8") as file:
        return file.read()


def last_scan_is_compared(window):
    open_scan(window, "second week")
    window.keys("ctrl+d")
    wait_rows(window, 9)
    found = rows(window)
    for place, kind in ((("192.0.2.10", "22/tcp"), "Changed"),
                        (("192.0.2.10", "8080/tcp"), "New"),
                        (("192.0.2.10", "9100/tcp"), "Gone"),
                        (("192.0.2.20", "143/tcp → 993/tcp"), "Moved"),
                        (("192.0.2.30", ""), "Gone"), (("192.0.2.40", ""), "New")):
        expect(found.get(place) == kind, f"{place} is {found.get(place)}")
    window.label("^first week$")
    window.label("10,?000 ports of 25[46] addresses")
    expect(not window.nameless(), f"without a name: {window.nameless()}")


def values_are_side_by_side(window):
    table = window.table("Changes")
    row = table.row("Port", "22/tcp")
    expect(table.cell(row, "What") == "version", table.cell(row, "What"))
    expect(table.cell(row, "Before") == "9.2p1", table.cell(row, "Before"))
    expect(table.cell(row, "After") == "9.6p1", table.cell(row, "After"))
    expect(table.cell(row, "Level") == "identity", table.cell(row, "Level"))


def reasons_are_shown(window):
    table = window.table("Changes")
    table.select(table.row("Port", "22/tcp"))
    window.label("^192.0.2.10  22/tcp: Changed$")
    window.label("^9.2p1 → 9.6p1  \\[identity\\]$")
    window.label("same address")


def columns_sort(window):
    table = window.table("Changes")
    table.sort("Change")
    wait_for("the new ones first", lambda: table.cell(0, "Change") == "New")
    table.sort("Port")
    wait_for("by number", lambda: [table.cell(i, "Port") for i in (2, 3)] ==
             ["22/tcp", "23/tcp"])


def kinds_are_chosen(window):
    window.press("Gone 3", ROLE.TOGGLE_BUTTON)
    wait_rows(window, 6)
    expect("Gone" not in rows(window).values(), "what is gone is shown")
    window.press("Same 2", ROLE.TOGGLE_BUTTON)
    wait_rows(window, 8)
    expect(rows(window)[("192.0.2.10", "80/tcp")] == "Same", "80 is not the same")
    window.press("Same 2", ROLE.TOGGLE_BUTTON)
    window.press("Gone 3", ROLE.TOGGLE_BUTTON)
    wait_rows(window, 9)


def text_filters(window):
    window.keys("ctrl+f")
    window.type("JETTY")
    wait_rows(window, 1)
    window.keys("ctrl+a")
    window.type("no such text")
    window.label("^No Such Change$")
    window.keys("Escape")
    wait_rows(window, 9)


def kind_is_ignored(window):
    table = window.table("Changes")
    table.select(table.row("Port", "8080/tcp"))
    window.label("^192.0.2.10  8080/tcp: New$")
    window.focus(table.node)
    window.keys("shift+F10")
    window.press("Ignore This Kind on This Host", ROLE.MENU_ITEM)
    window.label("^Ignored from now on: host:192.0.2.10 port:8080 proto:tcp kind:new$")
    wait_rows(window, 8)
    expect(ignored_rules() == "host:192.0.2.10 port:8080 proto:tcp kind:new\n", ignored_rules())
    window.press("Ignored 1", ROLE.TOGGLE_BUTTON)
    table = wait_rows(window, 9)
    table.select(table.row("Port", "8080/tcp"))
    window.label("^host:192.0.2.10 port:8080 proto:tcp kind:new$")


def ignoring_is_undone(window):
    window.keys("ctrl+z")
    wait_for("no rule", lambda: ignored_rules() == "")
    wait_for("no chip", lambda: not window.look(ROLE.TOGGLE_BUTTON, "^Ignored"))
    wait_rows(window, 9)
    expect(rows(window)[("192.0.2.10", "8080/tcp")] == "New", "8080 is not new again")


def sides_are_swapped(window):
    window.press("Swap before and after")
    wait_for("8080 gone",
             lambda: rows(window).get(("192.0.2.10", "8080/tcp")) == "Gone")
    window.press("Swap before and after")
    wait_for("8080 new", lambda: rows(window).get(("192.0.2.10", "8080/tcp")) == "New")


def comparison_is_exported(window):
    for extension, sign in (("html", "<html"), ("json", '"9.6p1"'), ("csv", "9.6p1"),
                            ("xml", "<nmapdiff"), ("txt", "version: 9.2p1 → 9.6p1")):
        name = f"changes.{extension}"
        window.keys("ctrl+e")
        entry = wait_for("the name", lambda: next(
            (node for node in window.nodes()
             if node.get_role() == ROLE.TEXT and text_of(node).endswith(".html")), None))
        Atspi.EditableText.set_text_contents(entry, name)
        window.press("Export")
        window.label(f"^Exported to “{name}”.$")
        with open(os.path.join(os.environ["XDG_RUNTIME_DIR"], name), encoding="utf-8") as file:
            expect(sign in file.read(), f"no {sign} in {name}")


def port_is_shown_in_its_scan(window):
    table = window.table("Changes")
    table.select(table.row("Port", "9100/tcp"))
    window.label("^192.0.2.10  9100/tcp: Gone$")
    window.focus(table.node)
    window.keys("shift+F10")
    window.press("Show in the Scan Before", ROLE.MENU_ITEM)
    window.label("^9100/tcp")
    wait_for("its scan", lambda: any("first week" in node.get_name()
                                     for node in window.windows()))


def nothing_changed(window):
    """The row menu of the list of scans, and a scan chosen by keyboard alone."""
    window.focus(past_scan(window, "third week"))
    window.keys("Return")
    wait_for("the third week", lambda: any("third week" in node.get_name()
                                           for node in window.windows()))
    wait_for("its ports", lambda: len(window.table("Ports")) == 7)
    window.keys("ctrl+shift+d")
    window.label("^Compare “third week” with$")
    choices = window.find(ROLE.LIST_BOX, "^Scans to compare with$")
    names = [choices.get_child_at_index(i).get_name() for i in range(choices.get_child_count())]
    expect(len(names) == 2 and "second week" in names[0], f"{names}")
    expect(not window.nameless(), f"without a name: {window.nameless()}")
    window.keys("Return")
    window.label("^Nothing Changed$")
    window.label("^Hosts: 3 same|^Hosts: 254 same|same\\.")


def escape_goes_back(window):
    window.keys("Escape")
    wait_for("the scan again", lambda: len(window.table("Ports")) == 7)


DAYS = [
    [last_scan_is_compared, values_are_side_by_side, reasons_are_shown, columns_sort,
     kinds_are_chosen, text_filters, kind_is_ignored, ignoring_is_undone, sides_are_swapped,
     comparison_is_exported, port_is_shown_in_its_scan, nothing_changed, escape_goes_back],
]

sessions.save(os.path.abspath(sys.argv[2]))
sys.exit(run(DAYS, [PROGRAM], PORTOLAN_NMAP_DIR=""))
