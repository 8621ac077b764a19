#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/ui/test-window.py PORTOLAN: the main tasks in the real window, over AT-SPI.

The cases build on one another, as a person's day does: a scan that one makes, the next
opens."""
import os
import re
import subprocess
import sys
import time

import peers
from days import expect, run
from desktop import ROLE, Atspi, text_of, wait_for

PROGRAM = os.path.abspath(sys.argv[1])


def past_scans(window):
    box = window.find(ROLE.LIST_BOX, "^Past scans$")
    return [box.get_child_at_index(i) for i in range(box.get_child_count())]


def every_control_has_a_name(window):
    window.find(ROLE.PUSH_BUTTON, "^Scan This Computer$")
    expect(not window.nameless(), f"without a name: {window.nameless()}")


def wrong_target_is_explained(window):
    entry = window.fill("Targets", "192.0.2.300")
    window.press("Scan")
    wait_for("the fault at the entry", lambda: "column 9" in entry.get_description())
    window.label("column 9")
    window.fill("Targets", "192.0.2.0/24")
    window.label("^256 addresses$")
    expect(entry.get_description() == "", "the fault is not taken back")


def large_range_is_asked_about(window):
    window.fill("Targets", "10.0.0.0/8")
    window.press("Scan")
    window.find(ROLE.PUSH_BUTTON, "^Scan Anyway$")
    window.keys("Escape")
    wait_for("the question to go", lambda: not window.look(ROLE.PUSH_BUTTON, "^Scan Anyway$"))
    expect(past_scans(window) == [], "something was scanned unasked")


def scan_shows_ports(window):
    window.fill("Targets", peers.ADDRESS)
    window.press("Scan")
    window.label("^Finished in ")
    ports = window.table("Ports")
    wait_for("three ports", lambda: len(ports) == 3)
    row = ports.row("Port", "8080")
    expect(row is not None, "8080 is not among the ports")
    expect(ports.cell(row, "Product") == "nginx", f"product {ports.cell(row, 'Product')}")
    expect(ports.cell(row, "Version") == "1.22.1", f"version {ports.cell(row, 'Version')}")
    expect([ports.cell(i, "Port") for i in range(3)] == ["8000", "8080", "8888"], "not in order")
    window.label("^Not shown: 997 closed$")


def evidence_is_shown(window):
    ports = window.table("Ports")
    ports.select(ports.row("Port", "8080"))
    window.label("^8080/tcp")
    window.label("portolan-probes, line [0-9]+")
    view = window.find(ROLE.TEXT, "^What was sent and received$")
    wait_for("the answer as text", lambda: "Server: nginx/1.22.1" in text_of(view))
    expect("GET / HTTP/1.0" in text_of(view), "what was sent is not shown")
    window.press("Hex", ROLE.RADIO_BUTTON)
    wait_for("the answer in hex", lambda: "48 54 54 50" in text_of(view))
    expect(not window.nameless(), f"without a name: {window.nameless()}")


def every_rule_is_listed(window):
    """On demand: what would have matched besides, in the order of trying."""
    window.press("Rules", ROLE.RADIO_BUTTON)
    rules = wait_for("the rules", lambda: window.look(ROLE.TABLE, "^Rules that match$")
                     and window.table("Rules that match"))
    wait_for("rows of rules", lambda: len(rules) > 1)
    deciding = rules.row("Match", "decides")
    expect(deciding is not None, "no rule decides")
    expect(rules.cell(deciding, "Answer to") == "GetRequest", rules.cell(deciding, "Answer to"))
    expect(rules.cell(deciding, "Product and version").startswith("nginx 1.22.1"),
           rules.cell(deciding, "Product and version"))
    expect(re.search("portolan-probes, line [0-9]+", rules.cell(deciding, "Rule")),
           rules.cell(deciding, "Rule"))
    expect(rules.cell(deciding, "Layer") == "shipped", rules.cell(deciding, "Layer"))
    expect(not window.nameless(), f"without a name: {window.nameless()}")
    window.press("Trace", ROLE.RADIO_BUTTON)
    window.label("^This scan kept no trace$")
    window.press("Answers", ROLE.RADIO_BUTTON)
    window.find(ROLE.TEXT, "^What was sent and received$")


def trace_is_kept(window):
    """The box beside the kind of scan, and then the steps of a port."""
    window.press("Kind of scan: .*", ROLE.TOGGLE_BUTTON)
    window.press("Keep a Trace.*", ROLE.CHECK_BOX)
    window.fill("Targets", peers.ADDRESS)
    window.press("Scan")
    window.label("^Finished in ")
    ports = window.table("Ports")
    wait_for("three ports", lambda: len(ports) == 3)
    ports.select(ports.row("Port", "8080"))
    window.label("^8080/tcp")
    window.press("Trace", ROLE.RADIO_BUTTON)
    wait_for("the steps", lambda: window.look(ROLE.TABLE, "^Steps of the scan on this port$"))
    steps = window.table("Steps of the scan on this port")
    for step in ("connect", "connected", "sent", "received", "match", "verdict"):
        expect(steps.row("Step", step) is not None, f"no step “{step}”")
    sent = steps.row("Step", "sent")
    expect(steps.cell(sent, "Bytes") == "18", f"{steps.cell(sent, 'Bytes')} bytes sent")
    expect("GET / HTTP/1.0" in steps.cell(sent, "What"), steps.cell(sent, "What"))
    total = len(steps)
    window.fill("Filter the steps", "VERDICT")
    wait_for("one step", lambda: len(steps) == 1 and steps.cell(0, "Step") == "verdict")
    expect(not window.nameless(), f"without a name: {window.nameless()}")
    window.focus(window.look(ROLE.TEXT, "^Filter the steps$"))
    window.keys("Escape")
    wait_for("all steps", lambda: len(steps) == total)


def silence_is_evidence_too(window):
    ports = window.table("Ports")
    ports.select(ports.row("Port", "8000"))
    window.label("^8000/tcp")
    window.label("^It answered nothing$")


def host_is_chosen(window):
    hosts = window.table("Hosts")
    expect(hosts.cell(0, "Host") == "All hosts", "the first row is not all hosts")
    expect(hosts.cell(0, "Open") == "3", f"{hosts.cell(0, 'Open')} open ports in all")
    hosts.select(hosts.row("Host", peers.ADDRESS))
    wait_for("the host's ports", lambda: len(window.table("Ports")) == 3)


def columns_sort(window):
    ports = window.table("Ports")
    ports.sort("Product")
    wait_for("products in order", lambda: ports.cell(0, "Product") == "nginx")
    ports.sort("Port")
    wait_for("ports in order", lambda: ports.cell(0, "Port") == "8000")


def shown_ports(window, *wanted):
    ports = window.table("Ports")
    wait_for(f"the ports {wanted}",
             lambda: [ports.cell(i, "Port") for i in range(len(ports))] == list(wanted))


def ports_are_filtered(window):
    window.keys("ctrl+f")
    entry = window.find(ROLE.TEXT, "^Filter$")
    window.type("version<2 product:nginx")
    shown_ports(window, "8080")
    window.label("^1 of 3 ports$")
    expect(not window.nameless(), f"without a name: {window.nameless()}")
    window.fill("Filter", "prodct:nginx")
    wait_for("the fault at the entry",
             lambda: "column 1: there is no field" in entry.get_description())
    window.label("did you mean “product”")
    shown_ports(window, "8080")  # the filter before stays
    window.fill("Filter", "new")
    wait_for("that nothing is older", lambda: "no earlier scan" in entry.get_description())
    window.fill("Filter", 'banner~"Server: nginx"')
    shown_ports(window, "8080")
    window.fill("Filter", "port:1")
    window.label("^No port is like that$")
    window.fill("Filter", "-service:http")
    shown_ports(window, "8000", "8888")
    window.keys("Escape", "Escape")
    shown_ports(window, "8000", "8080", "8888")
    wait_for("no filter", lambda: not window.look(ROLE.TEXT, "^Filter$"))


def filter_is_completed(window):
    window.keys("ctrl+f")
    window.type("produ")
    window.find(ROLE.LIST_BOX, "^Suggestions$")
    window.keys("Down", "Tab")
    window.type("ng")
    time.sleep(0.3)
    window.keys("Down", "Return")
    entry = window.find(ROLE.TEXT, "^Filter$")
    wait_for("the whole value", lambda: text_of(entry) == "product:nginx")
    shown_ports(window, "8080")
    window.keys("Escape")
    wait_for("no filter", lambda: not window.look(ROLE.TEXT, "^Filter$"))


def past_scans_are_searched(window):
    def names():
        return [row.get_name() for row in past_scans(window)
                if row.get_state_set().contains(Atspi.StateType.SHOWING)]
    all_names = names()
    window.fill("Search past scans", "product:nginx")
    wait_for("all that have it", lambda: names() == all_names)
    window.fill("Search past scans", "product:nothing-like-it")
    window.label("^No scan is like that$")
    window.fill("Search past scans", "")
    wait_for("all again", lambda: names() == all_names)


def chart_is_walked(window):
    window.keys("ctrl+2")
    chart = window.find(ROLE.IMAGE, "^Chart of 1 host and 3 ports$")
    window.keys("ctrl+Home")
    wait_for("the first port in words", lambda: "8000/tcp" in chart.get_description())
    window.keys("Right")
    wait_for("the next one", lambda: re.search("8080/tcp.*nginx 1.22.1",
                                               re.sub(" +", " ", chart.get_description())))
    window.label("^8080/tcp")
    expect(not window.nameless(), f"without a name: {window.nameless()}")
    window.keys("Return")
    wait_for("the table again", lambda: len(window.table("Ports")) == 3)
    window.label("^8080/tcp")


def export_writes_a_file(window):
    path = os.path.join(os.environ["XDG_RUNTIME_DIR"], "out.xml")
    window.keys("ctrl+e")
    window.find(ROLE.PUSH_BUTTON, "^Export$")
    window.keys("ctrl+a")
    window.type("out.xml")
    window.keys("Return")
    window.label("^Exported to “out.xml”.$")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    expect(text.rstrip().endswith("</nmaprun>"), f"the file ends with {text[-40:]}")
    expect('product="nginx"' in text, "nginx is not in the file")


def keyboard_alone_scans(window):
    window.keys("ctrl+l")
    window.type(peers.ADDRESS)
    window.keys("Return")
    wait_for("a second scan", lambda: len(past_scans(window)) == 2)
    window.label("^Finished in ")
    wait_for("its ports", lambda: len(window.table("Ports")) == 3)
    window.keys("Home", "space")
    window.label("^8000/tcp")
    window.keys("Down")
    window.label("^8080/tcp")


def keyboard_alone_reaches_all(window):
    window.keys("ctrl+l")
    seen = set()
    for _ in range(40):
        window.keys("Tab")
        node = window.focused()
        seen.add(node.get_name() if node is not None else "a cell of a table")
    for wanted in ("^Kind of scan", "^Scan$", "^Menu$", "open ports, ", "^a cell"):
        expect(any(re.search(wanted, name) for name in seen), f"no “{wanted}” in {seen}")


def sidebar_is_toggled(window):
    window.keys("F9")
    wait_for("no list", lambda: not window.look(ROLE.LIST_BOX, "^Past scans$"))
    window.keys("F9")
    window.find(ROLE.LIST_BOX, "^Past scans$")


def past_scan_opens(window):
    first = past_scans(window)[1]
    window.focus(first)
    window.keys("Return")
    wait_for("the past scan", lambda: len(window.table("Ports")) == 3)
    ports = window.table("Ports")
    ports.select(ports.row("Port", "8888"))
    window.label("^8888/tcp")
    window.label("^OpenSSH$")


def tab_leaves_the_past_scans(window):
    window.focus(past_scans(window)[0])
    window.keys("Tab")
    focus = wait_for("a focus", window.focused)
    expect(focus.get_role() != ROLE.LIST_ITEM, f"Tab went to {focus.get_name()}")


def rename_by_keyboard(window):
    window.focus(past_scans(window)[1])
    window.keys("F2")
    window.find(ROLE.PUSH_BUTTON, "^Rename$")
    window.keys("ctrl+a")
    window.type("The <b>web</b> & all")
    window.keys("Return")
    wait_for("the new name",
             lambda: "The <b>web</b> & all" in past_scans(window)[1].get_name())


def delete_is_undone(window):
    window.focus(past_scans(window)[1])
    window.keys("Delete")
    window.label("was deleted")
    wait_for("one scan fewer", lambda: len(past_scans(window)) == 1)
    window.press("Undo")
    wait_for("the scan back", lambda: len(past_scans(window)) == 2)
    expect("The <b>web</b>" in past_scans(window)[1].get_name(), "it is not the same")


def shortcuts_are_listed(window):
    window.keys("ctrl+question")
    window.label("Enter targets")
    window.keys("Escape")
    wait_for("one window", lambda: len(window.windows()) == 1)


def quits(window):
    window.keys("ctrl+q")
    expect(window.wait_end() == 0, "the program ended badly")


def tomorrow_it_is_there(window):
    wait_for("both scans", lambda: len(past_scans(window)) == 2)
    window.focus(past_scans(window)[0])
    window.keys("Return")
    wait_for("its ports", lambda: len(window.table("Ports")) == 3)
    ports = window.table("Ports")
    ports.select(ports.row("Port", "8080"))
    window.label("^8080/tcp")
    window.label("^1.22.1$")


def stop_keeps_what_was_found(window):
    window.fill("Targets", "127.87.65.0/24")
    window.press("Scan")
    window.press("Stop")
    window.label("^Stopped after ")
    expect("Stopped" in past_scans(window)[0].get_name(), past_scans(window)[0].get_name())


def second_start_opens_a_window(window):
    """It hands its targets to the first and ends; with a wrong one it only says so."""
    wrong = subprocess.run([PROGRAM, "192.0.2.300"], stderr=subprocess.PIPE, check=False)
    expect(wrong.returncode == 2 and wrong.stderr.count(b"\n") == 1, f"{wrong}")
    expect(b"column 9" in wrong.stderr, f"{wrong.stderr}")
    second = subprocess.run([PROGRAM, peers.ADDRESS], timeout=20, check=False)
    expect(second.returncode == 0, f"the second ended with {second.returncode}")
    wait_for("two windows", lambda: len(window.windows()) == 2)
    wait_for("its scan", lambda: "open port" in past_scans(window)[0].get_name())
    window.keys("ctrl+w")
    wait_for("one window", lambda: len(window.windows()) == 1)


def killed_scan_is_there(window):
    """Its process dies in mid-scan; the next start says so."""
    window.fill("Targets", peers.ADDRESS)
    window.press("Scan")
    wait_for("a scan more", lambda: len(past_scans(window)) == 5)
    wait_for("open ports", lambda: "open port" in past_scans(window)[0].get_name())
    time.sleep(1)  # what was on the screen a second before is on the disk
    window.kill()


def after_the_kill(window):
    wait_for("five scans", lambda: len(past_scans(window)) == 5)
    newest = past_scans(window)[0]
    window.focus(newest)
    window.keys("Return")
    wait_for("its ports", lambda: len(window.table("Ports")) > 0)


DAYS = [
    [every_control_has_a_name, wrong_target_is_explained, large_range_is_asked_about,
     scan_shows_ports, evidence_is_shown, every_rule_is_listed, silence_is_evidence_too, host_is_chosen,
     columns_sort, ports_are_filtered, filter_is_completed, past_scans_are_searched,
     chart_is_walked, export_writes_a_file, keyboard_alone_scans,
     keyboard_alone_reaches_all, sidebar_is_toggled, past_scan_opens,
     tab_leaves_the_past_scans, rename_by_keyboard, delete_is_undone, quits],
    # GTK's shortcuts window warns about itself when a screen reader is there at the end, so
    # it is tried in a program that is killed.
    [tomorrow_it_is_there, stop_keeps_what_was_found, second_start_opens_a_window,
     shortcuts_are_listed, killed_scan_is_there],
    [after_the_kill, trace_is_kept],
]


peers.start()
sys.exit(run(DAYS, [PROGRAM], PORTOLAN_NMAP_DIR=""))
