#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Scans of link-local addresses, which mean nothing without their link.

Two peers, each in a network namespace of its own behind a link of its own, have the same
address fe80::2 and are different: only the scope says which is asked."""
import json
import os
import socket
import subprocess
import sys
import threading
import xml.etree.ElementTree as ElementTree

from program import case, contains, equal, main

LINKS = ['left', 'right']
DATABASE = r"""Probe TCP NULL q||
totalwaitms 1500
match greeter m|^HELLO (\S+) ([\d.]+)\r\n| p/$1/ v/$2/
Probe TCP Hello q|\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x030123456789abcdef0123456789abcdef\x00\x00\x04\xc0\x2b\xc0\x2f\x01\x00|
rarity 1
match ssl m|^[\x15\x16]\x03|
Probe UDP Ask q|ASK|
rarity 1
match asker m|^ASKED (\S+)$| p/$1/
"""
TCP, UDP, TLS, OTHER = 2000, 2001, 2002, 2003


# --- a peer, in its namespace ---

def answer_tcp(listener, talk):
    while True:
        peer, _ = listener.accept()
        threading.Thread(target=talk, args=(peer,), daemon=True).start()


def answer_udp(asked, answering, name):
    while True:
        question, sender = asked.recvfrom(2048)
        if question == b'ASK':
            answering.sendto(b'ASKED ' + name, sender)


def bind(kind, port):
    listener = socket.socket(socket.AF_INET6, kind)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(('::', port))
    return listener


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def relay(peer, port):
    """To the TLS service, which listens on 127.0.0.1 alone."""
    with peer, socket.create_connection(('127.0.0.1', port)) as service:
        back = threading.Thread(target=pump, args=(service, peer), daemon=True)
        back.start()
        pump(peer, service)
        back.join()


def greet(peer, name):
    with peer:
        peer.sendall(b'HELLO ' + name + b' 1.2\r\n')
        pump(peer, peer)


def serve(name, tls_program):
    """Until the test's end of standard input closes."""
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    listeners = [bind(socket.SOCK_STREAM, TCP), bind(socket.SOCK_STREAM, TLS)]
    asked = [bind(socket.SOCK_DGRAM, UDP), bind(socket.SOCK_DGRAM, OTHER)]
    with subprocess.Popen([tls_program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as tls:
        port, sha256 = tls.stdout.readline().decode().split()
        for listener in listeners:
            listener.listen()
        for target, args in [
                (answer_tcp, (listeners[0], lambda peer: greet(peer, name.encode()))),
                (answer_tcp, (listeners[1], lambda peer: relay(peer, int(port)))),
                (answer_udp, (asked[0], asked[0], name.encode())),
                (answer_udp, (asked[1], bind(socket.SOCK_DGRAM, 0), name.encode()))]:
            threading.Thread(target=target, args=args, daemon=True).start()
        print(sha256, flush=True)
        sys.stdin.read()
        tls.stdin.close()
    os._exit(0) # the threads wait for the network


# --- the test, in its own ---

class Peers:
    def __init__(self, world):
        self.sha256 = {}
        for link in LINKS:
            self.start(world, link)

    def start(self, world, link):
        process = subprocess.Popen(['unshare', '--net', sys.executable, __file__, 'serve', link,
                                    world.tls_program],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        world.closing += [process.wait, process.stdout.close, process.stdin.close]
        self.sha256[link] = process.stdout.readline().decode().strip()
        ip(f'link add {link} type veth peer name eth0 netns {process.pid}')
        world.closing.append(lambda: ip(f'link del {link}'))
        bring_up(link, 'fe80::1')
        bring_up('eth0', 'fe80::2', ['nsenter', '--net', '--target', str(process.pid)])


def ip(command, inside=()):
    subprocess.run([*inside, 'ip', *command.split()], check=True)


def bring_up(link, address, inside=()):
    """With that address alone: a datagram's answer comes from any that a host has."""
    ip(f'link set {link} addrgenmode none', inside)
    ip(f'addr add {address}/64 dev {link} nodad', inside)
    ip(f'link set {link} up', inside)


def products(report):
    """What JSON says of each port of each address."""
    return {(host['address'], port['protocol'], port['port']):
            (port['state'], port['service']['tunnel'], port['service']['product'])
            for host in report['hosts'] for port in host['ports']}


def rows(xml):
    """What Nmap's XML says of them."""
    return {(host.find('address').get('addr'), port.get('protocol'), int(port.get('portid'))):
            (port.find('state').get('state'), port.find('service').get('tunnel', 'none'),
             port.find('service').get('product'))
            for host in ElementTree.fromstring(xml).iter('host') for port in host.iter('port')}


def expected():
    found = {}
    for link in LINKS:
        address = f'fe80::2%{socket.if_nametoindex(link)}'
        found[address, 'tcp', TCP] = ('open', 'none', link)
        found[address, 'tcp', TLS] = ('open', 'ssl', 'there')
        found[address, 'udp', UDP] = ('open', 'none', link)
        found[address, 'udp', OTHER] = ('open', 'none', link)
    return found


def certificates(report):
    return [port['tls']['certificate']['sha256']
            for host in report['hosts'] for port in host['ports'] if 'tls' in port]


def export(world, session, form):
    equal(world.run('sessions', 'export', session, world.path('out'), '--format', form)[0], 0)
    return world.read('out')


@case
def two_links_with_the_same_address(world):
    peers = Peers(world)
    path = world.file('test.probes', DATABASE)
    status, out, err = world.run(
        'scan', '-n', '--skip-discovery', '--database', path, '--name', 's', '--tcp', '--udp',
        '-p', f'T:{TCP},T:{TLS},U:{UDP},U:{OTHER}', '-oJ', world.path('s.json'),
        '-oX', world.path('s.xml'), *[f'fe80::2%{link}' for link in LINKS])
    equal((status, err), (0, ''))
    for link in LINKS:
        contains(out, f'scan report for fe80::2%{socket.if_nametoindex(link)}\n')
    report = json.loads(world.read('s.json'))
    equal(products(report), expected())
    equal(certificates(report), [peers.sha256[link] for link in LINKS])
    equal(rows(world.read('s.xml')), expected())

    # from the session's database
    equal(products(json.loads(export(world, 's', 'json'))), expected())
    equal(rows(export(world, 's', 'xml')), expected())

    # read back
    for name in 's.json', 's.xml':
        equal(world.run('sessions', 'import', world.path(name), '--name', name)[0], 0)
        equal(products(json.loads(export(world, name, 'json'))), expected())


@case
def link_that_is_not_there(world):
    status, _, err = world.run('scan', '-p', '1', 'fe80::2%nowhere')
    equal(status, 2)
    contains(err, 'nowhere')


def enter_own_network():
    """Goes on in a network namespace where this process is root."""
    own = ['unshare', '--net', '--map-root-user']
    if subprocess.run([*own, 'ip', 'link'], capture_output=True, check=False).returncode != 0:
        print('1..0 # SKIP the system grants no network namespace, or there is no ip (iproute2)')
        sys.exit(0)
    os.execvp(own[0], [*own, sys.executable, __file__, *sys.argv[1:], 'inside'])


if __name__ == '__main__':
    if sys.argv[1] == 'serve':
        serve(*sys.argv[2:])
    elif sys.argv[-1] != 'inside':
        enter_own_network()
    main()
