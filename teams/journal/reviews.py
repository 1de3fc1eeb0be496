"""Verbs of reviews. In a blind round no sentence names who wrote or whose work it is, and no frame says the verb."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from spaces.models import Membership, Role
from spaces.verbs import Verb
from spaces.verbs import register as register_verb
from teams.journal.told import NEWS, TEAM_WAITS, people_in, targets
from teams.models import Review, ReviewMark, ReviewRound, SecondLook, Usefulness

MARK, SIGNED = "teams/_mark_told.html", "teams/_signed.html"


def register() -> None:
    _rounds()
    for verb in ("mark.taken", "mark.left"):
        register_verb(Verb(verb, "mark", _marks, MARK, to_everyone=False, in_confidence=True, is_act=True))
    register_verb(
        Verb("mark.written", "mark", _marks, MARK, to_everyone=False, in_confidence=True, is_act=True,
             is_contribution=True)
    )  # fmt: skip
    for verb, sentence, kind in (
        ("review.signed", _("%(by)s signed your team's review: %(target)s"), NEWS),
        ("review.sent", _("Your team's review is sent: %(target)s"), NEWS),
        ("review.given", _("One more work waits for your review: %(target)s"), TEAM_WAITS),
        ("review.reminded", _("Another team waits for your review: %(target)s"), TEAM_WAITS),
        ("review.unblinded", _("%(by)s looked at who wrote your review: %(target)s"), NEWS),
    ):
        is_own = verb in ("review.signed", "review.sent")
        register_verb(
            Verb(verb, "review", _given, SIGNED if is_own else "", to_everyone=False, in_confidence=True,
                 told=_tells_writers(kind), sentence=sentence, is_act=is_own, is_contribution=verb == "review.sent")
        )  # fmt: skip
    _answers()


def _rounds() -> None:
    for verb, sentence in (
        ("round.opened", _("Works wait for your team's review: %(target)s")),
        ("round.released", _("Read what others say of your work: %(target)s")),
    ):
        register_verb(
            Verb(verb, "round", ReviewRound.objects.visible_to, told=told_of_rounds, sentence=sentence)
        )


def _answers() -> None:
    register_verb(
        Verb("review.rated", "rating", Usefulness.objects.visible_to, to_everyone=False, is_act=True)
    )
    register_verb(
        Verb("second_look.asked", "look", _looks, to_everyone=False, told=told_of_wishes, is_act=True,
             sentence=_("%(by)s asks for a second look at their team's work: %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("second_look.answered", "look", _looks, to_everyone=False, told=told_of_second_looks, is_act=True,
             sentence=_("%(by)s looked at your work once more: %(target)s"))
    )  # fmt: skip


def told_of_rounds(entries: list) -> Iterator[tuple]:
    """Of a round: all who learn in a team with a work in it."""
    for entry in entries:
        here = Membership.objects.open().filter(
            space__team__reviewed_works__round=entry.target_id, role=Role.LEARNER
        )
        for person_id in sorted(set(here.values_list("person_id", flat=True))):
            yield entry, person_id, NEWS


def _tells_writers(kind: str):
    """Of a review: the team that has it, or the one person."""

    def told(entries: list) -> Iterator[tuple]:
        reviews = Review.objects.in_bulk(map(int, targets(entries)))
        for entry in entries:
            review = reviews.get(int(entry.target_id))
            if review is None:
                continue
            people = people_in(entry.space_id, Role.LEARNER) if review.by_team_id else [review.by_person_id]
            for person_id in people:
                yield entry, person_id, kind

    return told


def told_of_wishes(entries: list) -> Iterator[tuple]:
    """Of a wish for a second look: the team's mentors and the cohort's facilitators."""
    looks = SecondLook.objects.select_related("work__round__cohort").in_bulk(map(int, targets(entries)))
    for entry in entries:
        look = looks.get(int(entry.target_id))
        if look is None:
            continue
        staff = people_in(look.work.round.cohort.space_id, Role.FACILITATOR)
        for person_id in sorted({*staff, *people_in(entry.space_id, Role.MENTOR)}):
            yield entry, person_id, NEWS


def told_of_second_looks(entries: list) -> Iterator[tuple]:
    """Of a second look: the team whose work it is."""
    for entry in entries:
        for person_id in people_in(entry.space_id, Role.LEARNER):
            yield entry, person_id, NEWS


def _marks(viewer):
    return ReviewMark.objects.visible_to(viewer).for_page()


def _given(viewer):
    return Review.objects.given_by(viewer).for_page()


def _looks(viewer):
    return SecondLook.objects.visible_to(viewer).for_page()
