#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/fakes.py: scripted services that do on demand what real servers seldom do.

  fakes.py              serve all on free ports, print a line "NAME PORT" each, then "ready"
  fakes.py --list       what there is

Ends when its standard input closes.
"""
import random
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time

BEHAVIOURS = {}


def behaviour(function):
    """The decorated function talks to one client; the connection is closed after it."""
    BEHAVIOURS[function.__name__.replace('_', '-')] = function
    return function


def drain(client):
    while client.recv(4096):
        pass


def reset(client):
    """Makes the coming close() a reset instead of an orderly end."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


@behaviour
def silent(client):
    """Accepts, takes everything, never says a word."""
    drain(client)


@behaviour
def closes(client):
    """Closes at once: what TCP wrappers do to a stranger."""


@behaviour
def resets(client):
    """Resets at once."""
    reset(client)


@behaviour
def resets_after_banner(client):
    client.sendall(b'220 fake.example.test FTP server ready.\r\n')
    time.sleep(0.1)
    reset(client)


@behaviour
def closes_when_asked(client):
    """Waits for a first byte and closes without an answer."""
    client.recv(1)


@behaviour
def slow_banner(client):
    """A banner after 3 seconds: a cut wait for it would lose it."""
    time.sleep(3)
    client.sendall(b'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\n')
    drain(client)


@behaviour
def split_banner(client):
    """A banner in pieces of one byte."""
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in b'220 (vsFTPd 3.0.3)\r\n':
        client.sendall(bytes([byte]))
        time.sleep(0.02)
    drain(client)


@behaviour
def late_answer(client):
    """An answer 2 seconds after the question."""
    client.recv(4096)
    time.sleep(2)
    client.sendall(b'HTTP/1.0 200 OK\r\nServer: nginx/1.22.1\r\n\r\n')


@behaviour
def split_header(client):
    """The answer's header in two pieces, a third of a second apart."""
    client.recv(4096)
    client.sendall(b'HTTP/1.0 200 OK\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nSer')
    time.sleep(0.3)
    client.sendall(b'ver: nginx/1.22.1\r\n\r\n')


@behaviour
def echo(client):
    while data := client.recv(4096):
        client.sendall(data)


@behaviour
def errors(client):
    """The same error to everything."""
    while client.recv(4096):
        client.sendall(b'ERR no\r\n')


@behaviour
def endless(client):
    """Data without end, as fast as it is taken."""
    line = bytes(range(32, 127)) + b'\r\n'
    while True:
        client.sendall(line * 64)


@behaviour
def garbage(client):
    """Bytes of every value, the same ones every time."""
    client.sendall(random.Random(1).randbytes(20000))
    drain(client)


@behaviour
def huge_line(client):
    """A banner that looks familiar and does not end within a megabyte."""
    client.sendall(b'220 ' + b'A' * (1 << 20))
    drain(client)


@behaviour
def nul_bytes(client):
    client.sendall(b'\0' * 5000)
    drain(client)


@behaviour
def control_characters(client):
    """A product that would redraw a careless terminal or break careless XML."""
    client.recv(4096)
    client.sendall(b'HTTP/1.0 200 OK\r\nServer: \x1b[2J<b>&"\x07\xff\xfe\xe2\x80\xae\r\n\r\n')


@behaviour
def one_at_a_time(client):
    """Serves one client and makes the others wait (see serve)."""
    client.sendall(b'220 (vsFTPd 3.0.3)\r\n')
    drain(client)


@behaviour
def tls_empty(client):
    """TLS with nothing inside."""
    with TLS.wrap_socket(client, server_side=True) as inner:
        drain(inner)


@behaviour
def tls_banner(client):
    with TLS.wrap_socket(client, server_side=True) as inner:
        inner.sendall(b'* OK [CAPABILITY IMAP4rev1] fake ready.\r\n')
        drain(inner)


@behaviour
def tls_broken(client):
    """Begins a handshake and does not go on with it."""
    client.recv(4096)
    client.sendall(b'\x16\x03\x03\x00\x2a\x02\x00\x00\x26\x03\x03' + b'R' * 32 +
                   b'\x00\xc0\x2f\x00')
    drain(client)


def tls_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
                        '-keyout', 'key', '-out', 'cert', '-subj', '/CN=fake.example.test'],
                       cwd=place, check=True, stderr=subprocess.DEVNULL)
        context.load_cert_chain(f'{place}/cert', f'{place}/key')
    return context


def talk(client, function):
    try:
        with client:
            client.settimeout(120)
            function(client)
    except OSError:
        pass  # the scanner left, or does not speak TLS


def serve(listener, function):
    while True:
        client, _ = listener.accept()
        if function is one_at_a_time:
            talk(client, function)
        else:
            threading.Thread(target=talk, args=[client, function], daemon=True).start()


def main():
    global TLS
    if sys.argv[1:] == ['--list']:
        for name, function in BEHAVIOURS.items():
            print(f'{name:22} {(function.__doc__ or "").strip()}')
        return
    TLS = tls_context()
    for name, function in BEHAVIOURS.items():
        listener = socket.create_server(('127.0.0.1', 0), backlog=64)
        print(name, listener.getsockname()[1])
        threading.Thread(target=serve, args=[listener, function], daemon=True).start()
    print('ready', flush=True)
    sys.stdin.buffer.read()


if __name__ == '__main__':
    main()
