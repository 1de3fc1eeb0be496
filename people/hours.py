"""Hours asked for, given and taken back: who wants to know, so that the two of them are told."""

from collections.abc import Callable

_when_done: list[Callable] = []


def register_told(tell: Callable) -> None:
    """`tell(hour, what, by=…)` is called in the same transaction; `what` is asked, given or withdrawn."""
    _when_done.append(tell)


def done(hour, what: str, *, by) -> None:
    """One of the two did something about an hour; the other is told."""
    for tell in _when_done:
        tell(hour, what, by=by)
