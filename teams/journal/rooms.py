"""Verbs of teams, of the sets they stand in, of who comes and goes, and of their mentors."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, people_in
from teams.models import Team, TeamSet


def register() -> None:
    register_verb(Verb("teams.drawn", "cohort", Cohort.objects.visible_to))
    for verb in ("team_set.made", "team_set.changed"):
        register_verb(Verb(verb, "team_set", TeamSet.objects.visible_to))
    register_verb(Verb("team.formed", "team", Team.objects.known_to))
    register_verb(Verb("team.renamed", "team", Team.objects.known_to, is_act=True))
    for verb in ("team.joined", "team.left"):
        register_verb(Verb(verb, "team", Team.objects.known_to, is_act=True))
    _register_told("member.seated", "team", Team, _("%(by)s gave you a seat in %(target)s"), told_of_seats)
    _register_told("team.merged", "team", Team, _("%(by)s put two teams together: %(target)s"), told_of_ends)
    # Whose room is closed to somebody cannot be where a link leads: these are about the cohort.
    words = _("%(by)s took you out of your team; another one waits for you in %(target)s")
    _register_told("member.unseated", "cohort", Cohort, words, told_of_seats)
    words = _("%(by)s dissolved your team; another one waits for you in %(target)s")
    _register_told("team.dissolved", "cohort", Cohort, words, told_of_ends)
    for verb in ("mentor.named", "mentor.released"):
        sentence = {"mentor.named": _("%(by)s named a mentor for %(target)s")}.get(verb, "")
        told = told_of_mentors if sentence else None
        register_verb(Verb(verb, "team", _rooms, "teams/_readers.html", told=told, sentence=sentence))


def _register_told(name: str, noun: str, model, sentence, told) -> None:
    known = model.objects.known_to if noun == "team" else model.objects.visible_to
    register_verb(Verb(name, noun, known, told=told, sentence=sentence))


def told_of_seats(entries: list) -> Iterator[tuple]:
    """Of a seat, given or taken: whose it is."""
    for entry in entries:
        yield entry, entry.data["person"], NEWS


def told_of_ends(entries: list) -> Iterator[tuple]:
    """Of a team that is no more: those who were in it."""
    for entry in entries:
        for person_id in entry.data["people"]:
            yield entry, person_id, NEWS


def told_of_mentors(entries: list) -> Iterator[tuple]:
    """Of a new mentor: the mentor and everyone in the team's room."""
    for entry in entries:
        for person_id in people_in(entry.space_id):
            yield entry, person_id, NEWS


def _rooms(viewer):
    return Team.objects.visible_to(viewer).select_related("space", "cohort")
