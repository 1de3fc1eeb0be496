"""Reading that moves on: whoever keeps a list of what is new to people is told, and asks the verbs what was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from spaces import verbs
from spaces.models import Entry

Listen = Callable[[int, object], None]
Conceal = Callable[[object], "QuerySet[Entry]"]
_listeners: list[Listen] = []
_concealers: list[Conceal] = []


def register(listen: Listen) -> None:
    """Make a listener known; `listen(space_id, person)` is called when somebody has read on in a space."""
    _listeners.append(listen)


def register_concealed(entries_for: Conceal) -> None:
    """Make entries known that tell nobody anything for now; `entries_for(viewer)` gives those that this viewer awaits."""
    _concealers.append(entries_for)


def concealed_from(viewer) -> list[QuerySet[Entry]]:
    """Entries whose targets the viewer may not see for now, though they may be told of them later."""
    return [entries_for(viewer) for entries_for in _concealers]


def moved(space_id: int, *, by) -> None:
    """Somebody has read on in a space."""
    for listen in _listeners:
        listen(space_id, by)


def seen(told: Iterable[tuple[Entry, int]]) -> set[tuple[int, int]]:
    """Of pairs of an entry and a person told of it, by their ids, those whose person has seen its target already."""
    by_verb: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    for entry, person_id in told:
        by_verb[entry.verb].append((entry, person_id))
    found: set[tuple[int, int]] = set()
    for name, pairs in by_verb.items():
        if verbs.known(name) and (ask := verbs.named(name).seen):
            found |= ask(pairs)
    return found
