"""Readers follow the journal with a cursor each per space; the cursor moves with what the reader writes.

A reader killed half-way goes on where it stopped, and a lost or doubled nudge changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from lib.composed import composed
from spaces.models import Cursor, Entry, Space

log = structlog.get_logger(__name__)
Follow = Callable[[Space, list[Entry]], None]
BATCH = 1000
_readers: dict[str, Follow] = {}


def register(name: str, follow: Follow) -> None:
    """Make a reader known; `follow(space, entries)` gets entries in order and writes what follows from them."""
    _readers[name] = follow


def names() -> tuple[str, ...]:
    return tuple(_readers)


def run(name: str, space_id: int) -> int:
    """Let one reader follow one journal to its end, and say how many entries it read."""
    read = 0
    while batch := _run_batch(name, space_id):
        read += batch
    return read


def run_all(space_id: int) -> None:
    """Let every reader follow one journal to its end; one that fails does not hold up the others.

    Looked at anew as long as somebody read something: who came meanwhile found the cursor held, and went away.
    """
    while sum(_run_quietly(name, space_id) for name in _behind_in(space_id)):
        pass


def run_everywhere() -> None:
    """Let every reader follow every journal that has grown beyond its cursor."""
    for name in _readers:
        for space_id in _behind(name):
            _run_quietly(name, space_id)


def _run_quietly(name: str, space_id: int) -> int:
    try:
        return run(name, space_id)
    except Exception:
        log.exception("reader_failed", reader=name, space=space_id)
        return 0


def _behind(name: str) -> list[int]:
    cursor = Cursor.objects.filter(reader=name, space=OuterRef("pk")).values("number")
    behind = Space.objects.annotate(read=Coalesce(Subquery(cursor), 0)).filter(last_number__gt=F("read"))
    return list(behind.order_by("pk").values_list("pk", flat=True))


def _behind_in(space_id: int) -> list[str]:
    """The readers that have not come to the end of a journal."""
    through = set(_through(space_id))
    return [name for name in _readers if name not in through]


@composed
def _through(space_id: int) -> QuerySet:
    at_end = Cursor.objects.filter(space=space_id, number__gte=F("space__last_number"))
    return at_end.values_list("reader", flat=True)


@transaction.atomic
def _run_batch(name: str, space_id: int) -> int:
    cursor = _cursor(name, space_id)
    if cursor is None:  # another process is reading this journal for this reader now
        return 0
    entries = _next_entries(space_id, cursor.number)
    if entries:
        _readers[name](cursor.space, entries)
        cursor.number, cursor.moved_at = entries[-1].number, timezone.now()
        cursor.save(update_fields=["number", "moved_at"])
    return len(entries)


def _cursor(name: str, space_id: int) -> Cursor | None:
    """The reader's place in a journal, held until the end of the transaction, unless another process holds it."""
    held = _held(name, space_id)
    if not held and not Cursor.objects.filter(reader=name, space=space_id).exists():
        Cursor.objects.bulk_create([Cursor(reader=name, space_id=space_id)], ignore_conflicts=True)
        held = _held(name, space_id)
    return held[0] if held else None


@composed
def _held(name: str, space_id: int) -> QuerySet[Cursor]:
    held = Cursor.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return held.select_related("space").filter(reader=name, space=space_id)


@composed
def _next_entries(space_id: int, number: int) -> QuerySet[Entry]:
    return Entry.objects.filter(space=space_id).after(number)[:BATCH]
