"""Verbs of teams that go on as a set; what they keep is told to their members alone."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from spaces.models import Role
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, people_in
from teams.models import SetMeeting, SetNote, Team


def register() -> None:
    register_verb(
        Verb("set.begun", "team", Team.objects.visible_to, told=told_of_sets,
             sentence=_("%(by)s lets you go on as a set: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("turn.swapped", "meeting", SetMeeting.objects.visible_to, to_everyone=False, told=told_of_turns,
             sentence=_("%(by)s changed who presents: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("problem.written", "meeting", SetMeeting.objects.visible_to, to_everyone=False, told=told_of_sets,
             is_act=True, is_contribution=True, sentence=_("%(by)s says what they bring: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("set_note.added", "note", _notes, "teams/_set_note.html", to_everyone=False, is_act=True,
             is_contribution=True)
    )  # fmt: skip


def told_of_sets(entries: list) -> Iterator[tuple]:
    """Of a set that begins, and of what its presenter brings: its members."""
    last = {entry.target_id: entry for entry in entries}
    for entry in last.values():
        for person_id in people_in(entry.space_id, Role.LEARNER):
            yield entry, person_id, NEWS


def told_of_turns(entries: list) -> Iterator[tuple]:
    """Of a turn that was swapped: the two whose turns changed."""
    for entry in entries:
        for person_id in entry.data["people"]:
            yield entry, person_id, NEWS


def _notes(viewer):
    return SetNote.objects.visible_to(viewer).select_related("by", "meeting__learning_set")
