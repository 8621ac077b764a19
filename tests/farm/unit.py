# SPDX-FileCopyrightText: 2026 The Portolan authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""tests/farm/unit.py: how a server of the farm is described."""
from dataclasses import dataclass, field
from typing import Callable, Optional

ALL = []  # every server, in the order of the tables


@dataclass(frozen=True)
class Service:
    """One port a server listens on, and the truth about it."""
    port: int
    names: list  # the service names a scanner may give
    product: str  # a regular expression a right product matches, caseless
    protocol: str = 'tcp'
    address: str = '127.0.0.1'
    tls: bool = False
    discloses: bool = True  # whether the version can be seen on the wire
    version: Optional[str] = None  # None: the upstream part of the Debian version
    package: Optional[str] = None  # None: the server's


@dataclass(frozen=True, eq=False)
class Server:
    name: str
    package: str
    services: list
    configure: Callable  # given a Place, writes the configuration, returns the commands
    user: Optional[str] = None  # whom it runs as when the farm is root
    needs_root: bool = False
    env: dict = field(default_factory=dict)


def server(package, *services, **more):
    """Declares the decorated function as the configuration of a server."""
    def declare(configure):
        ALL.append(Server(configure.__name__.replace('_', '-'), package, list(services),
                          configure, **more))
        return configure
    return declare


def tcp(port, names, product, **more):
    return Service(port, names.split(), product, **more)


def tcp6(port, names, product, **more):
    return tcp(port, names, product, address='::1', **more)


def udp(port, names, product, **more):
    return tcp(port, names, product, protocol='udp', **more)


def udp6(port, names, product, **more):
    return udp(port, names, product, address='::1', **more)
