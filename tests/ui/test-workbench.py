#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/ui/test-workbench.py PORTOLAN: a rule made in the real window, over AT-SPI."""
import os
import sys

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

import peers
from days import expect, run
from desktop import ROLE, text_of, wait_for

PROGRAM = os.path.abspath(sys.argv[1])

# From the documents that describe fingerprints.
DOCUMENTED = r"""
SF-Port21-TCP:V=3.40PVT16%D=9/6%Time=3F5A961C%r(NULL,3F,"220\x20stage\x20F
SF:TP\x20server\x20\(Version\x202\.1WU\(1\)\+SCO-2\.6\.1\+-sec\)\x20ready\
SF:.\r\n");
"""


def rules_text(window):
    return text_of(window.find(ROLE.TEXT, "^Rules$"))


def set_rules(window, text):
    Atspi.EditableText.set_text_contents(window.find(ROLE.TEXT, "^Rules$"), text)


def shot(name):
    if os.environ.get("UI_SHOT"):
        os.system(f"import -window root {os.environ['UI_SHOT']}-{name}.png")


def scan(window):
    window.fill("Targets", peers.ADDRESS)
    window.press("Scan")
    window.label("^Finished in ")
    ports = window.table("Ports")
    wait_for("all ports", lambda: len(ports) == len(peers.SERVICES))
    return ports


def unknown_port_gets_a_draft(window):
    ports = scan(window)
    ports.select(ports.row("Port", "9000"))
    window.label("^9000/tcp")
    window.press("Make a Rule…")
    window.label("^Matches: .* HARBOUR 2.1$")
    wait_for("the draft", lambda: r"m|^\+HARBOUR ([\w.-]+) at [\d.]+ ready\r\n|s "
             "p/HARBOUR/ v/$1/" in rules_text(window))
    window.label("^Newly names 1 service, changes 0, contradicts 0, of ")
    shot("draft")
    expect(not window.nameless(), f"without a name: {window.nameless()}")


def captures_are_numbered(window):
    answer = text_of(window.find(ROLE.TEXT, "^Answer with captures$"))
    expect(answer.startswith("+HARBOUR 12.1 at 192.168.7.9 ready"), repr(answer))


def form_and_text_are_one(window):
    window.fill("Service", "harbour")
    window.fill("Product", "Harbour control")
    wait_for("the service in the text", lambda: "match harbour m|" in rules_text(window))
    expect("p/Harbour control/ v/$1/" in rules_text(window), rules_text(window))
    window.label("^Line 2, column 1: p is \"Harbour control\", expected is \"HARBOUR\"$")
    set_rules(window, rules_text(window).replace('p="HARBOUR"', 'p="Harbour control"'))
    window.label("^Matches: harbour Harbour control 2.1$")


def fault_is_told_where_it_is(window):
    good = rules_text(window)
    set_rules(window, good.replace("([", "(("))
    window.label("^Line 3, column [0-9]+: ")
    window.label("^Not tried on stored answers: the rules have a fault.$")
    shot("fault")
    set_rules(window, good)
    window.label("^Newly names 1 service, changes 0, contradicts 0, of ")


def saved_rule_names_the_past(window):
    window.press("Save")
    window.find(ROLE.LIST_ITEM, "^harbour.rules$")
    window.press("Re-Identify These Scans")
    window.label("^The scans say now what the rules do")
    shot("saved")
    window.keys("ctrl+w")
    wait_for("one window", lambda: len(window.windows()) == 1)
    ports = window.table("Ports")
    wait_for("the name in the old scan",
             lambda: ports.row("Product", "Harbour control") is not None)


def next_scan_uses_it(window):
    window.press("Scan")
    # The scan before has the name, too.
    window.find(ROLE.PUSH_BUTTON, "^Stop$")
    window.label("^Finished in ")
    ports = window.table("Ports")
    wait_for("the name in a new scan", lambda: len(ports) == len(peers.SERVICES) and
             ports.row("Product", "Harbour control") is not None)


def fingerprint_of_the_documents(window):
    window.press("Menu", ROLE.TOGGLE_BUTTON)
    window.press("Rule Workbench", ROLE.PUSH_BUTTON)
    window.find(ROLE.TEXT, "^Rules$")
    window.press("Add Answer…", ROLE.TOGGLE_BUTTON)
    window.fill("Pasted answer", DOCUMENTED)
    window.press("Add to Answers")
    window.press("Draft")
    wait_for("a draft of its own", lambda: "match ftp m|" in rules_text(window))
    window.fill("Product", "WU-FTPD")
    window.label(r"^Matches: ftp WU-FTPD 2.1WU\(1\) \(SCO-2.6.1\+-sec\)$")
    shot("documents")


def unsaved_text_is_asked_about(window):
    window.keys("ctrl+w")
    window.label("^The rule is not saved.$")
    window.press("Discard")
    wait_for("one window", lambda: len(window.windows()) == 1)


DAYS = [
    [unknown_port_gets_a_draft, captures_are_numbered, form_and_text_are_one,
     fault_is_told_where_it_is, saved_rule_names_the_past, next_scan_uses_it,
     fingerprint_of_the_documents, unsaved_text_is_asked_about],
]

peers.SERVICES[9000] = peers.serve_harbour
peers.start()
sys.exit(run(DAYS, [PROGRAM], PORTOLAN_NMAP_DIR=""))
