"""Verbs of teams and their mentors."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, people_in
from teams.models import Team


def register() -> None:
    register_verb(Verb("teams.drawn", "cohort", Cohort.objects.visible_to))
    register_verb(Verb("team.formed", "team", Team.objects.known_to))
    for verb in ("mentor.named", "mentor.released"):
        sentence = {"mentor.named": _("%(by)s named a mentor for %(target)s")}.get(verb, "")
        told = told_of_mentors if sentence else None
        register_verb(Verb(verb, "team", _rooms, "teams/_readers.html", told=told, sentence=sentence))


def told_of_mentors(entries: list) -> Iterator[tuple]:
    """Of a new mentor: the mentor and everyone in the team's room."""
    for entry in entries:
        for person_id in people_in(entry.space_id):
            yield entry, person_id, NEWS


def _rooms(viewer):
    return Team.objects.visible_to(viewer).select_related("space", "cohort")
