"""Verbs of a team that waits for a part."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from spaces.models import Role
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, TEAM_WAITS, people_in, targets
from teams.models import Reminder


def register() -> None:
    register_verb(
        Verb("part.nudged", "reminder", _reminders, to_everyone=False, in_confidence=True, told=told_of_waiting,
             is_act=True, sentence=_("%(by)s waits for your part: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("part.waited_for", "reminder", _reminders, to_everyone=False, told=told_of_waiting, is_act=True,
             sentence=_("Your team waits for your part and asks how to help: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("part.mentor_asked", "reminder", _reminders, told=told_of_asking, is_act=True,
             sentence=_("%(by)s asks you to help the team with “%(target)s”"))
    )  # fmt: skip
    register_verb(
        Verb("part.merge_proposed", "reminder", _reminders, to_everyone=False, in_confidence=True,
             told=told_of_merging, is_act=True,
             sentence=_("%(by)s proposes to put their team together with another"))
    )  # fmt: skip


def told_of_waiting(entries: list) -> Iterator[tuple]:
    """Whose part it is, while it is still waited for."""
    standing = Reminder.objects.filter(pk__in=targets(entries)).standing()
    waited = {str(pk) for pk in standing.values_list("pk", flat=True)}
    for entry in entries:
        if entry.target_id in waited:
            yield entry, entry.data["person"], TEAM_WAITS


def told_of_asking(entries: list) -> Iterator[tuple]:
    """The team's mentors."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.MENTOR):
            yield entry, person_id, TEAM_WAITS


def told_of_merging(entries: list) -> Iterator[tuple]:
    """Who runs the cohort in whose journal this stands."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.FACILITATOR, Role.ADMIN):
            yield entry, person_id, NEWS


def _reminders(viewer):
    joined = Reminder.objects.visible_to(viewer).select_related("by", "person")
    return joined.select_related("part__submission__team")
