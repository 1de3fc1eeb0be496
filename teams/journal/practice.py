"""Verbs of practice rooms."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from spaces.models import Role
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, people_in
from teams.models import PracticeRoom


def register() -> None:
    register_verb(
        Verb("practice.prepared", "room", _rooms, told=told_of_asking,
             sentence=_("%(by)s asks you to open a practice room: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("practice.opened", "room", _rooms, told=told_of_opening,
             sentence=_("%(by)s opened a practice room: %(target)s"))
    )  # fmt: skip


def told_of_asking(entries: list) -> Iterator[tuple]:
    """Of a room that is prepared: its guest."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.GUEST):
            yield entry, person_id, NEWS


def told_of_opening(entries: list) -> Iterator[tuple]:
    """Of a room that is open: the cohort's learners."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.LEARNER):
            yield entry, person_id, NEWS


def _rooms(viewer):
    return PracticeRoom.objects.visible_to(viewer).select_related("cohort")
