"""Reporting lines: who wants to know that somebody reports to somebody else from now on."""

from collections.abc import Callable

_when_moved: list[Callable] = []


def register_moved(tell: Callable) -> None:
    """`tell(by=…)` is called, in the same transaction, after people got other managers; once for many people."""
    _when_moved.append(tell)


def moved(*, by) -> None:
    """Somebody's manager is another now: what was allowed to those who are not above them may end."""
    for tell in _when_moved:
        tell(by=by)
