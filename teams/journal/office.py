"""Verbs of office hours."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from spaces.models import Role
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, people_in
from teams.models import OfficeHour, Team


def register() -> None:
    # One of several mentors in the room need not see what was booked with another.
    register_verb(
        Verb("office_hour.booked", "hour", _hours, to_everyone=False, told=told_of_office_hours,
             sentence=_("%(by)s booked for the team: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("office_hour.cancelled", "team", Team.objects.visible_to, to_everyone=False, told=told_of_office_hours,
             sentence=_("%(by)s gave an office hour back: %(target)s"))
    )  # fmt: skip


def told_of_office_hours(entries: list) -> Iterator[tuple]:
    """Of a mentor's time that was booked or given back: the team's members, and that mentor."""
    for entry in entries:
        for person_id in sorted({entry.data["mentor"], *people_in(entry.space_id, Role.LEARNER)}):
            yield entry, person_id, NEWS


def _hours(viewer):
    return OfficeHour.objects.visible_to(viewer).with_people()
