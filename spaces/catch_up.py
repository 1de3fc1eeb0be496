"""What came after a number in a space's journal, as its viewer may see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import get_language

from spaces import verbs
from spaces.models import Entry, Space

MOST = 200
KEPT_SECONDS = 30


@dataclass(frozen=True)
class CatchUp:
    """Lines to show, in order, up to a number; or a word that there is too much and the page should load."""

    upto: int
    lines: list[dict]
    too_much: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict:
        return {"upto": self.upto, "lines": self.lines, "reload": self.too_much, "counts": self.counts}


def after(space: Space, number: int, viewer) -> CatchUp:
    """All entries after `number`; each target once, as it stands now, where its last entry stands.

    More than 200 entries are not sent, only how many there are of each verb: the page is to be loaded anew.
    """
    if (lines := cache.get(_key(space, number))) is not None:
        return CatchUp(space.last_number, lines)
    entries = list(Entry.objects.filter(space=space, number__lte=space.last_number).after(number)[: MOST + 1])
    if len(entries) > MOST:
        return CatchUp(space.last_number, [], too_much=True, counts=_counts(space, number))
    shown = [entry for entry in _last_of_each(entries) if verbs.known(entry.verb)]
    seen = _seen(shown, viewer)
    lines = [_line(entry, seen[entry.pk]) for entry in shown if seen[entry.pk] is not None]
    if all(_is_for_all(entry, seen[entry.pk]) for entry in shown):
        cache.set(_key(space, number), lines, KEPT_SECONDS)
    return CatchUp(max(number, space.last_number), lines)


def _key(space: Space, number: int) -> str:
    """Fetched and rendered once for all pages that missed the same, where whoever is in the space may see all of it.

    After a deploy a thousand pages ask at once; what happens later ends at another number, and is asked anew.
    """
    return f"caught-up-{space.pk}-{number}-{space.last_number}-{get_language()}"


def _counts(space: Space, number: int) -> dict[str, int]:
    missed = Entry.objects.filter(space=space, number__gt=number, number__lte=space.last_number)
    counts = missed.values_list("verb").annotate(Count("pk")).order_by("verb")
    return {name: count for name, count in counts if verbs.known(name) and verbs.named(name).to_everyone}


def _last_of_each(entries: list[Entry]) -> list[Entry]:
    last = {(entry.target_type, entry.target_id): entry for entry in entries}
    return sorted(last.values(), key=lambda entry: entry.number)


def _seen(entries: list[Entry], viewer) -> dict[int, object]:
    """What each entry is about, as far as the viewer may see it; queries grow with verbs, not with entries."""
    by_verb = defaultdict(list)
    for entry in entries:
        by_verb[entry.verb].append(entry.target_id)
    seen = {name: verbs.named(name).fetch(viewer, ids) for name, ids in by_verb.items()}
    return {entry.pk: seen[entry.verb].get(entry.target_id) for entry in entries}


def _is_for_all(entry: Entry, target) -> bool:
    """Whether whoever is in the space sees this; of what this viewer does not see nobody knows."""
    return target is not None and verbs.named(entry.verb).is_for_all(target)


def _line(entry: Entry, target) -> dict:
    return {
        "number": entry.number,
        "verb": entry.verb,
        "by": entry.by_id,
        "target": entry.target_id,
        "data": entry.data,
        "html": verbs.named(entry.verb).fragment(target),
    }
