# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/ui/peers.py: some services on a loopback address of the test's own."""
import http.server
import os
import socket
import threading

# One for each run, so that two at a time do not take each other's ports.
ADDRESS = f"127.87.{os.getpid() >> 8 & 255}.{os.getpid() & 255 or 1}"
HTTP = (b"HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Type: text/html\r\n"
        b"Connection: close\r\n\r\n<title>Welcome</title>\n")


def serve_http(client):
    if client.recv(4096).startswith(b"GET / "):
        client.sendall(HTTP)


def serve_ssh(client):
    client.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")
    client.recv(4096)


def serve_silence(client):
    while client.recv(4096):
        pass


def serve_harbour(client):
    """Nothing that a rule knows."""
    client.sendall(b"+HARBOUR 2.1 at 192.168.7.9 ready\r\n")
    client.recv(4096)


class Collection(http.server.BaseHTTPRequestHandler):
    """Takes submissions, or is in trouble."""
    status = 200
    bodies = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.bodies.append(body.decode())
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *args):
        pass


def start_collection():
    """Gives its address."""
    server = http.server.ThreadingHTTPServer((ADDRESS, 0), Collection)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://{ADDRESS}:{server.server_port}/submit"


SERVICES = {8080: serve_http, 8888: serve_ssh, 8000: serve_silence}


def answer(listener, serve):
    while True:
        try:
            client = listener.accept()[0]
        except OSError:
            return
        with client:
            try:
                client.settimeout(30)
                serve(client)
            except OSError:
                pass


def accept(listener, serve):
    for _ in range(8):
        threading.Thread(target=answer, args=(listener, serve), daemon=True).start()


def start():
    """Serves until the test ends."""
    for port, serve in SERVICES.items():
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((ADDRESS, port))
        listener.listen(64)
        accept(listener, serve)
