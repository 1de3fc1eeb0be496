"""Verbs of talks with managers: in confidence, because only the two are told."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from notifications.models import Kind
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS
from teams.models import Talk


def register() -> None:
    register_verb(
        Verb("talk.asked", "talk", _talks, to_everyone=False, in_confidence=True, told=told_of_cards, is_act=True,
             sentence=_("%(by)s would like to talk with you about two questions"))
    )  # fmt: skip
    register_verb(
        Verb("talk.held", "talk", _talks, to_everyone=False, in_confidence=True, told=told_of_talks, is_act=True,
             sentence=_("%(by)s says that you two have talked"))
    )  # fmt: skip


def told_of_cards(entries: list) -> Iterator[tuple]:
    """Of a card: the manager to whom it goes, in the bell and by mail."""
    for entry in entries:
        yield entry, entry.data["to"], Kind.HOUR


def told_of_talks(entries: list) -> Iterator[tuple]:
    """Of a talk that was held: the other of the two, where there is one."""
    for entry in entries:
        if entry.data["to"]:
            yield entry, entry.data["to"], NEWS


def _talks(viewer):
    return Talk.objects.visible_to(viewer).with_people()
