"""Verbs of ideas: shown where they live; who had one, who stands behind it and who built on it hear what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from files import parents
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, REPLY, standing_among, targets
from teams.models import Addition, Idea

TOLD = {
    "idea.sponsored": _("%(by)s stands behind an idea: %(target)s"),
    "idea.tried": _("%(by)s tries an idea: %(target)s"),
    "idea.adopted": _("%(by)s has adopted an idea: %(target)s"),
    "idea.dropped": _("%(by)s has dropped an idea: %(target)s"),
}


def register() -> None:
    register_verb(Verb("idea.born", "idea", _ideas, "teams/_idea.html", is_act=True, is_contribution=True))
    for name, sentence in TOLD.items():
        register_verb(
            Verb(name, "idea", _ideas, "teams/_idea.html", told=told_of_ideas, sentence=sentence, is_act=True)
        )
    register_verb(
        Verb("idea.built_on", "addition", _additions, "teams/_addition.html", told=told_of_additions, is_act=True,
             is_contribution=True, sentence=_("%(by)s built on your idea: %(target)s"))
    )  # fmt: skip
    for state in ("deleted", "restored"):
        gone = state == "deleted"
        register_verb(Verb(f"idea.{state}", "idea", _ideas, "teams/_idea.html", withdraws=gone))
        register_verb(
            Verb(f"addition.{state}", "addition", _additions, "teams/_addition.html", withdraws=gone)
        )
    parents.register("teams.idea", lambda viewer: Idea.objects.visible_to(viewer).standing().values("pk"))


def told_of_ideas(entries: list) -> Iterator[tuple]:
    """Of what becomes of an idea: who had it, who stands behind it, who tries it, who built on it."""
    standing = Prefetch("additions", Addition.objects.standing(), to_attr="standing")
    ideas = Idea.objects.standing().prefetch_related(standing).in_bulk([int(pk) for pk in targets(entries)])
    for entry in entries:
        if idea := ideas.get(int(entry.target_id)):
            near = {idea.by_id, idea.sponsor_id, idea.owner_id, *(one.by_id for one in idea.standing)}
            for person_id in sorted(near - {None}):
                yield entry, person_id, NEWS


def told_of_additions(entries: list) -> Iterator[tuple]:
    """Of an addition that stands: whose idea it is."""
    standing = standing_among(Addition, entries)
    for entry in entries:
        if entry.target_id in standing:
            yield entry, entry.data["to"], REPLY


def _ideas(viewer):
    return Idea.objects.visible_to(viewer).for_page()


def _additions(viewer):
    return Addition.objects.visible_to(viewer).select_related("by", "idea")
