#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/ui/test-fingerprint.py PORTOLAN: fingerprints in the real window, over AT-SPI."""
import os
import sys
import urllib.parse

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
SF:.\r\n")%r(GenericLines,81,"220\x20stage\x20FTP\x20server\x20\(Version\x
SF:202\.1WU\(1\)\+SCO-2\.6\.1\+-sec\)\x20ready\.\r\n500\x20'':\x20command\
SF:x20not\x20understood\.\r\n500\x20'':\x20command\x20not\x20understood\.\
SF:r\n");
"""


def view_text(window, name):
    return text_of(window.find(ROLE.TEXT, f"^{name}$"))


def choose(window, name):
    node = window.find(ROLE.LIST_ITEM, name)
    window.focus(node)
    window.keys("space")
    return node


def scan_finds_an_unknown_service(window):
    window.fill("Targets", peers.ADDRESS)
    window.press("Scan")
    window.label("^Finished in ")
    ports = window.table("Ports")
    wait_for("all ports", lambda: len(ports) == len(peers.SERVICES))


def port_opens_its_fingerprint(window):
    ports = window.table("Ports")
    ports.select(ports.row("Port", "9000"))
    window.label("^9000/tcp")
    window.press("Fingerprint…")
    window.label("^None of today’s [0-9,]+ rules names it.$")
    window.label("^No other port in any session gave one of these replies.$")
    window.label("^9000/TCP — where the service listens.$")
    expect(not window.nameless(), f"without a name: {window.nameless()}")


def replies_are_readable(window):
    choose(window, "^Reply to NULL: ")
    window.label("^Reply to NULL: [0-9]+ bytes$")
    window.label("^Nothing was sent: the service was left to speak first.$")
    window.label("^Looks like a product or version: “HARBOUR”, “2.1”$")
    expect(view_text(window, "Reply as text").startswith("+HARBOUR 2.1 at 192.168.7.9"),
           view_text(window, "Reply as text"))
    expect("2b 48 41 52 42 4f 55 52" in view_text(window, "Reply in hex"),
           view_text(window, "Reply in hex"))


def addresses_are_left_out(window):
    window.keys("ctrl+2")
    wait_for("the address masked",
             lambda: "+HARBOUR 2.1 at 000.000.0.0" in view_text(window, "As it goes out"))
    expect("192.168.7.9" in view_text(window, "As received"), "the original is not shown")
    check = window.find(ROLE.CHECK_BOX, "192.168.7.9")
    Atspi.Action.do_action(check, 0)
    wait_for("the address kept", lambda: "192.168.7.9" in view_text(window, "As it goes out"))
    Atspi.Action.do_action(check, 0)
    wait_for("the address masked again",
             lambda: "192.168.7.9" not in view_text(window, "As it goes out"))
    expect(not window.nameless(), f"without a name: {window.nameless()}")


def replacement_is_edited(window):
    window.fill("Instead", "IP")
    wait_for("the person's text", lambda: "2.1 at IP ready" in view_text(window, "As it goes out"))


def word_is_left_out(window):
    window.fill("Another word to leave out", "ready")
    window.press("Leave Out")
    wait_for("the word masked",
             lambda: "2.1 at IP xxxxx" in view_text(window, "As it goes out"))


def submission_has_to_be_fit(window):
    window.keys("ctrl+4")
    window.find(ROLE.NOTIFICATION, "^Say what the service is")
    expect(not window.look(ROLE.PUSH_BUTTON, "^Copy$", sensitive=True), "it can be copied")
    window.keys("ctrl+3")
    window.wait_keyboard("Service")
    window.type("harbour")
    window.keys("Tab")
    window.wait_keyboard("Product")
    window.type("Harbour control")
    window.keys("ctrl+4")
    window.find(ROLE.NOTIFICATION, "^This is all that goes out")
    text = view_text(window, "All that goes out")
    expect(text.startswith("Submission: new service\nService: harbour\n"
                           "Product: Harbour control\n\nFingerprint:\nSF-Port9000-TCP:"), text)
    expect("192.168" not in text and peers.ADDRESS not in text, text)
    expect(not window.nameless(), f"without a name: {window.nameless()}")


def correction_needs_certainty(window):
    window.keys("ctrl+3", "alt+r")
    window.keys("ctrl+4")
    window.find(ROLE.NOTIFICATION, "^Only send a correction if you are certain")
    window.keys("ctrl+3")
    check = window.find(ROLE.CHECK_BOX, "^I am absolutely certain")
    Atspi.Action.do_action(check, 0)
    window.keys("ctrl+4")
    wait_for("the correction", lambda: "Submission: correction\n" in view_text(
        window, "All that goes out"))
    expect("Reported as: cslistener\n" in view_text(window, "All that goes out"),
           view_text(window, "All that goes out"))


def probe_needs_a_reply(window):
    window.keys("ctrl+3", "alt+p")
    window.keys("alt+b")
    window.type("HarbourHello")
    window.keys("alt+l")
    window.type("HELO|\\r\\n")
    window.keys("ctrl+4")
    window.find(ROLE.NOTIFICATION, "^The fingerprint has no reply to this probe")
    expect("Probe TCP HarbourHello q=HELO|\\r\\n=\nrarity 8\nports 9000\n"
           in view_text(window, "All that goes out"), view_text(window, "All that goes out"))
    window.keys("ctrl+3", "alt+n", "ctrl+4")
    window.find(ROLE.NOTIFICATION, "^This is all that goes out")


def saved_in_a_file(window):
    path = os.path.join(os.environ["XDG_RUNTIME_DIR"], "submission.txt")
    window.press("Save…")
    # Without a window manager a new window has to be given the keyboard.
    window.focus(window.find(ROLE.PUSH_BUTTON, "^Cancel$"))
    window.keys("alt+n", "ctrl+a")
    window.type(path)
    window.keys("Return")
    window.find(ROLE.NOTIFICATION, "^Saved as “submission.txt”.$")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    expect(text == view_text(window, "All that goes out"), text)
    window.find(ROLE.LIST_ITEM, "^9000/tcp: Harbour control: Saved as “submission.txt”: ")


def posted_when_the_server_can(window):
    """In trouble first: it waits.  Nothing was asked of the server before the click."""
    window.fill("Where to send it", "http://example.org/submit")
    expect(not window.look(ROLE.PUSH_BUTTON, "^Send$", sensitive=True), "over plain HTTP")
    window.fill("Where to send it", COLLECTION)
    expect(peers.Collection.bodies == [], "something was posted without a click")
    peers.Collection.status = 503
    window.press("Send")
    window.find(ROLE.LIST_ITEM, "^9000/tcp: Harbour control: Waiting: 1 attempt, .*503")
    peers.Collection.status = 200
    window.press("Try now")
    window.find(ROLE.LIST_ITEM, "^9000/tcp: Harbour control: Sent to http://")
    form = urllib.parse.parse_qs(peers.Collection.bodies[1])
    expect(peers.Collection.bodies[0] == peers.Collection.bodies[1], "another one was sent")
    expect(form["product"] == ["Harbour control"], f"{form}")
    expect("address" not in form and "192.168" not in form["fingerprint"][0], f"{form}")


def copied_is_pasted(window):
    """What was copied can be read again: Ctrl+Shift+V in the main window."""
    window.press("Copy")
    window.find(ROLE.LIST_ITEM, "^9000/tcp: Harbour control: Copied: ")
    window.keys("Escape")
    wait_for("one window", lambda: len(window.windows()) == 1)
    window.keys("ctrl+shift+v")
    window.label("^9000/TCP — where the service listens.$")


def paste_again(window):
    window.press("Menu", ROLE.TOGGLE_BUTTON)
    window.press("Read a Fingerprint…", ROLE.PUSH_BUTTON)
    window.fill("Text with fingerprints", DOCUMENTED.replace("Port21", "Port9000"))
    window.press("Read")
    window.label("^9000/TCP — where the service listens.$")


def queue_outlives_the_program(window):
    """Nobody listens: it waits, and the program ends."""
    window.keys("ctrl+3")
    window.type("later")
    window.keys("ctrl+4")
    window.fill("Where to send it", "http://127.0.0.1:1/")
    window.press("Send")
    window.find(ROLE.LIST_ITEM, "^9000/tcp: later: Waiting: 1 attempt")
    window.kill()


def queue_is_there_tomorrow(window):
    window.press("Menu", ROLE.TOGGLE_BUTTON)
    window.press("Read a Fingerprint…", ROLE.PUSH_BUTTON)
    window.fill("Text with fingerprints", DOCUMENTED)
    window.press("Read")
    window.label("^3.40PVT16")
    window.keys("ctrl+4")
    window.find(ROLE.LIST_ITEM, "^9000/tcp: later: Waiting: ")
    window.find(ROLE.LIST_ITEM, "^9000/tcp: Harbour control: Sent to http://")
    expect(len(peers.Collection.bodies) == 2, "what was sent was sent again")
    window.press("Remove")
    wait_for("it withdrawn", lambda: not window.look(ROLE.LIST_ITEM, "^9000/tcp: later: "))


def escape_closes(window):
    window.keys("Escape")
    wait_for("one window", lambda: len(window.windows()) == 1)


def silent_port_has_none(window):
    ports = window.table("Ports")
    ports.select(ports.row("Port", "8000"))
    window.label("^8000/tcp")
    window.press("Fingerprint…")
    window.label("^This port answered nothing, so that it has no fingerprint.")


def text_is_pasted(window):
    window.press("Menu", ROLE.TOGGLE_BUTTON)
    window.press("Read a Fingerprint…", ROLE.PUSH_BUTTON)
    window.fill("Text with fingerprints", "nothing of it")
    window.press("Read")
    window.find(ROLE.NOTIFICATION, "no service fingerprint")
    window.fill("Text with fingerprints", DOCUMENTED)
    window.press("Read")
    window.label("^3.40PVT16 — version of the program that asked.$")
    window.label("^6 September — day of the scan; the year is not told.$")
    choose(window, "^Reply to GenericLines: 129 bytes")
    window.label("^Sent: ")
    window.label("“2.1WU\\(1\\)\\+SCO-2.6.1\\+-sec”")
    window.keys("ctrl+2")
    wait_for("the host's name masked",
             lambda: "220 xxxxx FTP server (Version" in view_text(window, "As it goes out"))
    window.keys("Escape")
    wait_for("one window", lambda: len(window.windows()) == 1)


DAYS = [
    [scan_finds_an_unknown_service, port_opens_its_fingerprint, replies_are_readable,
     addresses_are_left_out, replacement_is_edited, word_is_left_out,
     submission_has_to_be_fit, correction_needs_certainty, probe_needs_a_reply,
     saved_in_a_file, posted_when_the_server_can, copied_is_pasted, escape_closes,
     silent_port_has_none, text_is_pasted],
    [paste_again, queue_outlives_the_program],
    [queue_is_there_tomorrow],
]

peers.SERVICES[9000] = peers.serve_harbour
peers.start()
COLLECTION = peers.start_collection()
sys.exit(run(DAYS, [PROGRAM], PORTOLAN_NMAP_DIR=""))
