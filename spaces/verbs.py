"""The verbs of the journal: what each app registers so that floors below can show nouns they do not know.

An app registers its verbs in `apps.py`; the live page, catch-up, the bell and every reader then know how a
target is fetched as its viewer may see it, by which fragment it is shown, and who is told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.template.loader import render_to_string


@dataclass(frozen=True)
class Verb:
    """A verb: its noun, how to fetch that as a viewer may see it, its fragment, and who is told."""

    name: str
    noun: str
    visible_to: Callable[[object], QuerySet]
    template: str = ""
    to_everyone: bool = True
    told: Callable[[list], Iterable[tuple]] | None = None
    seen: Callable[[list[tuple]], set[tuple[int, int]]] | None = None
    sentence: object = ""
    withdraws: bool = False
    in_confidence: bool = False
    mute_url: Callable[[object, int], str] | None = None
    is_act: bool = False
    is_contribution: bool = False

    def fetch(self, viewer, ids: Iterable[str]) -> dict[str, object]:
        """The targets among these ids that the viewer may see, by id."""
        return {str(target.pk): target for target in self.visible_to(viewer).filter(pk__in=list(ids))}

    def is_for_all(self, target) -> bool:
        """Whether whoever is in the space may see the target: mostly the verb says so, sometimes the target itself."""
        return self.to_everyone and getattr(target, "is_for_all", True)

    def fragment(self, target) -> str:
        """The target's markup, the same for every viewer."""
        return render_to_string(self.template, {self.noun: target}) if self.template else ""


_verbs: dict[str, Verb] = {}


def register(verb: Verb) -> None:
    """Make a verb known.

    `visible_to(viewer)` is the noun's queryset with all that its fragment needs; `to_everyone` says that whoever
    is in the space may see the target, so that its fragment may be pushed; `told(entries)` yields
    (entry, person id, notification kind); `sentence` is shown in the bell, with %(by)s and %(target)s.
    `seen(pairs)` gives those pairs of (entry, person id), by their ids, whose person has read the target already;
    `withdraws` says that nobody need be told any more of what was said of the target before;
    `mute_url(target, person_id)` is where that person, signed in or not, can choose to hear no more of this;
    `in_confidence` says that the verb's very name is not for everybody in the space;
    `is_act` marks an intentional act (opening content or more), `is_contribution` one that others can see.
    """
    _verbs[verb.name] = verb


def named(name: str) -> Verb:
    return _verbs[name]


def known(name: str) -> bool:
    return name in _verbs


def acts() -> frozenset[str]:
    """The names of verbs that are intentional acts."""
    return frozenset(verb.name for verb in _verbs.values() if verb.is_act)


def contributions() -> frozenset[str]:
    """The names of verbs by which somebody contributes what others can see."""
    return frozenset(verb.name for verb in _verbs.values() if verb.is_contribution)
