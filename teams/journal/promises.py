"""Verbs of commitments and what came of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from files import parents
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, REPLY, standing_among, targets
from teams.models import CheckIn, Commitment, Evidence, Outcome, Response, Seat

CARD = "teams/_commitment.html"


def register() -> None:
    register_verb(Verb("commitment.made", "commitment", _commitments, CARD, to_everyone=False, is_act=True))
    register_verb(
        Verb("commitment.reflected", "commitment", _commitments, CARD, to_everyone=False, told=told_of_reflections,
             is_act=True, sentence=_("%(by)s tells how it went: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("evidence.added", "evidence", _evidence, "teams/_evidence.html", to_everyone=False, is_act=True)
    )
    register_verb(
        Verb("response.sent", "response", _responses, "teams/_response.html", told=told_of_responses, is_act=True,
             is_contribution=True, sentence=_("%(by)s answered what you tried: %(target)s"))
    )  # fmt: skip
    _register_taking()
    register_verb(
        Verb("check_in.asked", "check_in", _check_ins, to_everyone=False, told=told_of_check_ins,
             sentence=_("Did you try it? “%(target)s”"))
    )  # fmt: skip
    register_verb(Verb("check_in.answered", "check_in", _check_ins, to_everyone=False, is_act=True))
    register_verb(
        Verb("outcome.noted", "outcome", Outcome.objects.visible_to, to_everyone=False, is_act=True)
    )
    register_verb(
        Verb("outcome.thanked", "outcome", Outcome.objects.visible_to, to_everyone=False,
             told=told_of_thanks, sentence=_("%(by)s thanks you for “%(target)s”"))
    )  # fmt: skip
    parents.register(
        "teams.evidence", lambda viewer: Evidence.objects.visible_to(viewer).standing().values("pk")
    )


def _register_taking() -> None:
    """Words taken away, which are no news any more, and brought back."""
    for state in ("deleted", "restored"):
        gone = state == "deleted"
        register_verb(
            Verb(f"evidence.{state}", "evidence", _evidence, "teams/_evidence.html", to_everyone=False,
                 withdraws=gone)
        )  # fmt: skip
        register_verb(
            Verb(f"response.{state}", "response", _responses, "teams/_response.html", withdraws=gone)
        )


def told_of_reflections(entries: list) -> Iterator[tuple]:
    """Of how it went: the colleagues at the same table."""
    made = Commitment.objects.in_bulk([int(pk) for pk in targets(entries)])
    for entry in entries:
        if commitment := made.get(int(entry.target_id)):
            for person_id in colleagues_of(commitment):
                yield entry, person_id, NEWS


def told_of_check_ins(entries: list) -> Iterator[tuple]:
    """Of the question whether they tried it: whose commitment it is."""
    owners = dict(CheckIn.objects.filter(pk__in=targets(entries)).values_list("pk", "commitment__person"))
    for entry in entries:
        if int(entry.target_id) in owners:
            yield entry, owners[int(entry.target_id)], NEWS


def told_of_responses(entries: list) -> Iterator[tuple]:
    """Of an answer that stands: who told how it went."""
    standing = standing_among(Response, entries)
    for entry in entries:
        if entry.target_id in standing:
            yield entry, entry.data["to"], REPLY


def colleagues_of(commitment: Commitment) -> list[int]:
    seats = Seat.objects.beside(commitment.enrollment_id)
    return sorted(set(seats.values_list("enrollment__person", flat=True)))


def told_of_thanks(entries: list) -> Iterator[tuple]:
    """Of thanks: whom they are for."""
    for entry in entries:
        yield entry, entry.data["person"], NEWS


def _commitments(viewer):
    return Commitment.objects.visible_to(viewer).select_related("person").with_responses()


def _check_ins(viewer):
    return CheckIn.objects.visible_to(viewer).select_related("commitment")


def _evidence(viewer):
    return Evidence.objects.visible_to(viewer).select_related("commitment__person")


def _responses(viewer):
    return Response.objects.visible_to(viewer).select_related("by", "commitment")
