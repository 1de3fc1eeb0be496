"""Which ports the demo takes, and what it says when they are taken."""

import socket

import pytest

from config.demo import ports


@pytest.fixture
def first():
    """Three free neighbors outside the range in which the system hands out ports."""
    return next(port for port in range(21000, 22000, 10) if ports.trio_is_free(port))


@pytest.fixture
def taken(first):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", first + 1))
        holder.listen()
        yield first


def test_free_ports_are_taken_without_a_word(first):
    assert ports.choose(first) == (first, "")


def test_a_taken_neighbor_is_named_with_the_way_out(taken, monkeypatch):
    monkeypatch.setattr(ports, "LAST", taken + 500)
    with pytest.raises(ports.PortTaken, match=rf"Port {taken + 1} is taken .* bin/demo --port \d+"):
        ports.choose(taken)


def test_a_default_held_by_a_stranger_is_not_silently_left(taken, monkeypatch):
    monkeypatch.setattr(ports, "DEFAULT", taken)
    monkeypatch.setattr(ports, "LAST", taken + 500)
    with pytest.raises(ports.PortTaken):
        ports.choose(None)
