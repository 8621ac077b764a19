# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of the built program share: running it, a service to scan, TAP."""
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import traceback

CASES = []


def case(function):
    """Registers a test; it gets a fresh World."""
    CASES.append(function)
    return function


class Service:
    """Greets everyone on a port of 127.0.0.1 and then waits for them to go."""

    def __init__(self, greeting, port):
        self.greeting = greeting
        self.listener = socket.create_server(('127.0.0.1', port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer):
        with peer:
            try:
                peer.sendall(self.greeting)
                while peer.recv(4096):
                    pass
            except OSError:
                pass

    def close(self):
        self.listener.close()


class World:
    """A home of its own for the program, and what was started there."""

    def __init__(self, program, tls_program):
        self.program = program
        self.tls_program = tls_program
        self.folder = tempfile.mkdtemp(prefix='portolan-')
        self.environment = dict(os.environ, HOME=self.folder, LC_ALL='C.UTF-8', TZ='UTC',
                                XDG_DATA_HOME=self.path('data'),
                                XDG_CONFIG_HOME=self.path('config'))
        self.closing = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, text):
        path = self.path(name)
        with open(path, 'wb') as out:
            out.write(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, name):
        with open(self.path(name), 'rb') as file:
            return file.read()

    def service(self, greeting, port=0):
        service = Service(greeting, port)
        self.closing.append(service.close)
        return service

    def closed_port(self):
        """A port that nobody listens on, for a service that comes later."""
        with socket.create_server(('127.0.0.1', 0)) as listener:
            return listener.getsockname()[1]

    def tls_service(self):
        """A service that greets inside TLS: its port and its certificate's SHA-256."""
        process = subprocess.Popen([self.tls_program], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE)
        self.closing.append(process.wait)
        self.closing.append(process.stdin.close)
        self.closing.append(process.stdout.close)
        port, sha256 = process.stdout.readline().split()
        return int(port), sha256.decode()

    def start(self, *args, **more):
        process = subprocess.Popen([self.program, *args], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=self.environment, cwd=self.folder, **more)
        self.closing.append(lambda: process.poll() is None and process.kill())
        return process

    def run(self, *args, stdin=None):
        """Returns exit status, standard output and standard error."""
        done = subprocess.run([self.program, *args], input=stdin or b'', timeout=60,
                              capture_output=True, env=self.environment, cwd=self.folder,
                              check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def close(self):
        for close in reversed(self.closing):
            close()
        shutil.rmtree(self.folder)


def equal(got, expected):
    assert got == expected, f'{got!r} is not {expected!r}'


def contains(text, part):
    assert part in text, f'{part!r} is not in {text!r}'


def main():
    programs = [os.path.abspath(path) for path in sys.argv[1:3]]
    failures = 0
    print(f'1..{len(CASES)}')
    for number, function in enumerate(CASES, 1):
        world = World(*programs)
        try:
            function(world)
            print(f'ok {number} - {function.__name__}')
        except Exception:
            failures += 1
            print(f'not ok {number} - {function.__name__}')
            print('# ' + traceback.format_exc().replace('\n', '\n# '), flush=True)
        finally:
            world.close()
    sys.exit(failures != 0)
