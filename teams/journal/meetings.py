"""Verbs of when a team meets."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from spaces.models import Role
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, people_in
from teams.models import Rhythm

FRAGMENT = "teams/_rhythm.html"


def register() -> None:
    register_verb(
        Verb("rhythm.chosen", "rhythm", _rhythms, FRAGMENT, told=told_of_choices,
             sentence=_("%(by)s chose when you meet: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("rhythm.objected", "rhythm", _rhythms, FRAGMENT, told=told_of_objections,
             sentence=_("%(by)s cannot come when you meet: %(target)s"))
    )  # fmt: skip
    register_verb(Verb("rhythm.accepted", "rhythm", _rhythms, FRAGMENT))


def told_of_choices(entries: list) -> Iterator[tuple]:
    """Of a time to meet: the team; of one that was chosen over at once, nobody any more."""
    last = {entry.target_id: entry for entry in entries}
    return told_of_objections(list(last.values()))


def told_of_objections(entries: list) -> Iterator[tuple]:
    """Of somebody who cannot come: the team."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.LEARNER):
            yield entry, person_id, NEWS


def _rhythms(viewer):
    return Rhythm.objects.visible_to(viewer).for_fragment()
