"""What a part has been: each version with what changed in it, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from lib.changes import marked
from lib.keyset import page_by_key
from teams.models import Part, PartVersion

SIZE = 10


@dataclass(frozen=True)
class Change:
    """A version, and its words with what came and went since the one before."""

    version: PartVersion
    html: str
    is_now: bool
    is_first: bool


def part_history_context(part: Part, viewer, after: str | None = None) -> dict:
    """A page of a part's versions, as its team sees them."""
    versions = PartVersion.objects.visible_to(viewer).filter(part=part).select_related("by")
    page = page_by_key(versions, order=("-number", "-id"), after=after, size=SIZE)
    return {
        "part": part,
        "submission": part.submission,
        "team": part.submission.team,
        "changes": _changes(part, page.items, versions),
        "page": page,
        "is_open": not part.is_ready and not part.submission.is_handed_in,
    }


def _changes(part: Part, items: list[PartVersion], versions) -> list[Change]:
    """Each beside the last before it that was the part's text; of one kept aside, what met it."""
    if not items:
        return []
    older = versions.filter(number__lt=items[-1].number, kept_aside=False).order_by("-number").first()
    below = [*items[1:], *([older] if older else [])]
    changes = []
    for place, version in enumerate(items):
        before = next((one.body for one in below[place:] if not one.kept_aside), None)
        is_now = not version.kept_aside and version.body == part.body
        words = version.body if before is None else marked(before, version.body)
        changes.append(Change(version, words, is_now, is_first=before is None))
    return changes
