"""Which three neighboring ports a demo takes: pages, sockets, uploads."""

from __future__ import annotations

import socket
from urllib.error import URLError
from urllib.request import urlopen

DEFAULT = 8000
STEP = 10
LAST = 8200


class PortTaken(Exception):
    """A sentence with the way out."""


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do: TIME_WAIT is free
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def trio_is_free(first: int) -> bool:
    return all(is_free(port) for port in trio(first))


def trio(first: int) -> tuple[int, int, int]:
    return first, first + 1, first + 2


def next_free(after: int) -> int:
    for first in range(after + STEP, LAST, STEP):
        if trio_is_free(first):
            return first
    raise PortTaken(
        f"No three free ports between {after} and {LAST}. Name the first of three: bin/demo --port N"
    )


def is_a_demo(port: int) -> bool:
    """Whether it is another checkout's demo that holds this port."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.headers.get("X-Request-Id")) and answer.read(8) == b"ok\n"
    except (URLError, OSError, ValueError):
        return False


def choose(asked: int | None) -> tuple[int, str]:
    """The first of the three ports, and a sentence to print about the choice, often empty."""
    first = asked or DEFAULT
    if trio_is_free(first):
        return first, ""
    taken = next(port for port in trio(first) if not is_free(port))
    if asked is None and is_a_demo(DEFAULT):
        other = next_free(DEFAULT)
        return other, f"Another checkout's demo runs on port {DEFAULT}: this one takes {other}."
    way_out = next_free(first)
    raise PortTaken(f"Port {taken} is taken by another program. Start with: bin/demo --port {way_out}")
