"""Verbs of finished work that the cohort sees."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from spaces.models import Role
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, people_in
from teams.models import Gallery, PassageComment


def register() -> None:
    register_verb(
        Verb("gallery.opened", "gallery", Gallery.objects.visible_to, told=told_of_galleries, is_act=True,
             sentence=_("See what the teams made: %(target)s"))
    )  # fmt: skip
    register_verb(Verb("gallery.closed", "cohort", Cohort.objects.visible_to))
    # Not everybody in the cohort sees them once the gallery is closed.
    register_verb(
        Verb("passage.commented", "comment", _comments, "teams/_comment.html", to_everyone=False, told=told_of_comments,
             is_act=True, is_contribution=True, sentence=_("%(by)s said something to your team's work: %(target)s"))
    )  # fmt: skip
    register_verb(Verb("passage.comment_deleted", "comment", _comments, withdraws=True))


def told_of_galleries(entries: list) -> Iterator[tuple]:
    """Of a gallery: whoever learns in the cohort."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.LEARNER):
            yield entry, person_id, NEWS


def told_of_comments(entries: list) -> Iterator[tuple]:
    """Of a comment: those who handed in the work."""
    for entry in entries:
        for person_id in entry.data["people"]:
            yield entry, person_id, NEWS


def _comments(viewer):
    return PassageComment.objects.visible_to(viewer).select_related("by", "hand_in__submission")
