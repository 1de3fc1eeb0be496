"""Verbs of commitments and what came of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS
from teams.models import Commitment, Outcome


def register() -> None:
    for verb in ("commitment.made", "commitment.reflected"):
        register_verb(
            Verb(verb, "commitment", _commitments, "teams/_commitment.html", to_everyone=False, is_act=True)
        )
    register_verb(
        Verb("outcome.noted", "outcome", Outcome.objects.visible_to, to_everyone=False, is_act=True)
    )
    register_verb(
        Verb("outcome.thanked", "outcome", Outcome.objects.visible_to, to_everyone=False,
             told=told_of_thanks, sentence=_("%(by)s thanks you for “%(target)s”"))
    )  # fmt: skip


def told_of_thanks(entries: list) -> Iterator[tuple]:
    """Of thanks: whom they are for."""
    for entry in entries:
        yield entry, entry.data["person"], NEWS


def _commitments(viewer):
    return Commitment.objects.visible_to(viewer).select_related("person")
