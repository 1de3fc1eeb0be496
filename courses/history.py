"""What changed from one version of a course to the next, told by activities' stable ids."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from courses.models import Activity, Course, Version

SHOWN = 20


@dataclass(frozen=True)
class Step:
    """A version, and what it added, changed and left out against the one before it."""

    version: Version
    added: list[str]
    changed: list[str]
    removed: list[str]

    @property
    def is_same(self) -> bool:
        return not (self.added or self.changed or self.removed)


def steps(course: Course) -> list[Step]:
    """The draft and the newest versions, newest first, each against the one before; two queries for any number."""
    versions = list(
        course.versions.select_related("published_by").order_by("-published_at", "-id")[: SHOWN + 1]
    )
    versions.sort(key=lambda version: (version.is_published, -version.number))
    rows: dict[int, dict] = defaultdict(dict)
    activities = Activity.objects.filter(module__version__in=versions).in_outline_order()
    for version, stable_id, title, edited_at in activities.values_list(
        "module__version_id", "stable_id", "title", "edited_at"
    ):
        rows[version][stable_id] = (title, edited_at)
    older = [rows[version.pk] for version in versions[1:]] + [{}]
    found = [
        _step(version, rows[version.pk], before) for version, before in zip(versions, older, strict=True)
    ]
    return found[:SHOWN]


def _step(version: Version, now: dict, before: dict) -> Step:
    return Step(
        version,
        added=[title for key, (title, _at) in now.items() if key not in before],
        changed=[title for key, (title, at) in now.items() if key in before and before[key][1] != at],
        removed=[title for key, (title, _at) in before.items() if key not in now],
    )
