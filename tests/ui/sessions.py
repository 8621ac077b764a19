# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/ui/sessions.py: saved scans of a made-up network, a week apart.

As a program: sessions.py PORTOLAN-CLI saves them in the store of whoever runs it."""
import os
import subprocess
import sys
import tempfile

MONDAY = 1790000000  # seconds since the epoch
WEEK = 7 * 24 * 3600

BEFORE = {
    "192.0.2.10": {22: ("ssh", "OpenSSH", "9.2p1"), 80: ("http", "nginx", "1.22.1"),
                   443: ("https", "nginx", "1.22.1"), 9100: ("jetdirect", None, None)},
    "192.0.2.20": {25: ("smtp", "Postfix smtpd", None), 143: ("imap", "Dovecot imapd", None)},
    "192.0.2.30": {3306: ("mysql", "MariaDB", "10.11.4")},
}
AFTER = {
    "192.0.2.10": {22: ("ssh", "OpenSSH", "9.6p1"), 80: ("http", "nginx", "1.22.1"),
                   443: ("https", "nginx", "1.24.0"), 8080: ("http", "Jetty", "9.4.51")},
    "192.0.2.20": {25: ("smtp", "Postfix smtpd", None), 993: ("imap", "Dovecot imapd", None)},
    "192.0.2.40": {23: ("telnet", "BusyBox telnetd", None)},
}


def port_xml(number, service):
    name, product, version = service
    more = (f' product="{product}"' if product else "") + (
        f' version="{version}"' if version else "")
    return (f'<port protocol="tcp" portid="{number}"><state state="open" reason="syn-ack" '
            f'reason_ttl="0"/><service name="{name}"{more} method="probed" conf="10"/></port>')


def scan_xml(hosts, started, n_ports):
    """One network, of which every address was asked for those ports."""
    out = ['<?xml version="1.0"?>\n<nmaprun scanner="nmap" args="nmap -sV 192.0.2.0/24" '
           f'start="{started}" version="7.95" xmloutputversion="1.05">'
           f'<scaninfo type="connect" protocol="tcp" numservices="{n_ports}" '
           f'services="1-{n_ports}"/>']
    for host in range(1, 255):
        address = f"192.0.2.{host}"
        state = "up" if address in hosts else "down"
        out.append(f'<host><status state="{state}" reason="conn-refused" reason_ttl="0"/>'
                   f'<address addr="{address}" addrtype="ipv4"/>')
        if address in hosts:
            closed = n_ports - len(hosts[address])
            out.append(f'<ports><extraports state="closed" count="{closed}">'
                       f'<extrareasons reason="conn-refused" count="{closed}"/></extraports>')
            out += [port_xml(number, service) for number, service in hosts[address].items()]
            out.append("</ports>")
        out.append("</host>")
    out.append(f'<runstats><finished time="{started + 60}" elapsed="60" exit="success"/>'
               f'<hosts up="{len(hosts)}" down="{254 - len(hosts)}" total="254"/></runstats>'
               "</nmaprun>\n")
    return "\n".join(out)


def save(program):
    """Two scans that differ, and the second once more, all in the store."""
    with tempfile.TemporaryDirectory() as folder:
        for name, hosts, started in (("first week", BEFORE, MONDAY),
                                     ("second week", AFTER, MONDAY + WEEK),
                                     ("third week", AFTER, MONDAY + 2 * WEEK)):
            path = os.path.join(folder, "scan.xml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(scan_xml(hosts, started, 10000))
            subprocess.run([program, "sessions", "import", "--name", name, path], check=True,
                           stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    save(sys.argv[1])
