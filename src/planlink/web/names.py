"""The names by which a server may be called: a request for any other comes from a page that lies about its address."""

from __future__ import annotations

import socket
from collections.abc import Iterable

LOOPBACK = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")
PLAIN_PORT = 80


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, which nobody else reaches."""
    return host in (LOOPBACK, "localhost", "::1")


def names_of(host: str, more: Iterable[str] = ()) -> frozenset[str]:
    """The names for an address that the server is bound to, with those that the user adds."""
    own = {host}
    if is_loopback(host):
        own = {LOOPBACK, "localhost", "[::1]"} if host != "::1" else {"[::1]", "localhost"}
    elif host in EVERYWHERE:
        own = {LOOPBACK, "localhost", socket.gethostname(), socket.getfqdn(), *_addresses()}
    return frozenset(_written(name) for name in (*own, *more))


def address_of(host: str) -> str:
    """How an address is written for a browser; one that stands for all addresses by this machine's name."""
    return _written(socket.gethostname() if host in EVERYWHERE else host)


def is_called(header: str, names: frozenset[str], port: int) -> bool:
    """Whether a Host header names this server."""
    name, colon, number = header.rpartition(":")
    if not colon or number.endswith("]"):
        return header.lower() in names and port == PLAIN_PORT
    return name.lower() in names and number == str(port)


def _addresses() -> set[str]:
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None)}
    except OSError:
        return set()


def _written(name: str) -> str:
    """As a browser writes it: IPv6 addresses in brackets."""
    plain = name.lower().strip("[]")
    return f"[{plain}]" if ":" in plain else plain
