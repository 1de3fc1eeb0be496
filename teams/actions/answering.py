"""What those reviewed do with it: rate its use, ask for a second look; and what staff do: answer, look behind blindness."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.text import clean_line, clean_text
from spaces.actions import hold_membership, record
from spaces.models import Membership, Role
from teams.actions.reviewing import space_of
from teams.models import AuthorLook, Review, ReviewedWork, ReviewRound, SecondLook, Usefulness
from teams.models.answers import LEAST_USEFUL, MOST_USEFUL
from teams.models.rounds import SECOND_LOOK_WITHIN
from teams.permissions import can_answer_second_look, can_look_at_author


@transaction.atomic
def rate_review(
    review: Review, *, by, score: int, comment: str = "", occurred_at: datetime | None = None
) -> Usefulness:
    """A member of the team reviewed says how useful a review was, from 1 to 5, and may change it; the same is quiet.

    Refuses everybody else, and before the reviews are released.
    """
    team = review.work.team
    if Role.LEARNER not in hold_membership(team.space, by):
        raise PermissionDenied(_("Those whose work it is say how useful a review was."))
    if not (review.is_sent and review.work.round.is_released):
        raise ValidationError(_("The reviews are not released yet."))
    if not LEAST_USEFUL <= score <= MOST_USEFUL:
        raise ValidationError(_("Usefulness goes from 1 to 5."))
    said = {"score": score, "comment": clean_line(comment)[:500]}
    at = occurred_at or timezone.now()
    rating, is_new = Usefulness.objects.get_or_create(
        review=review, person=by, defaults={**said, "rated_at": at}
    )
    if not is_new and (rating.score, rating.comment) == (said["score"], said["comment"]):
        return rating
    if not is_new:
        rating.score, rating.comment, rating.rated_at = said["score"], said["comment"], at
        rating.save(update_fields=["score", "comment", "rated_at"])
    record(team.space, by=by, verb="review.rated", target=rating, occurred_at=occurred_at)
    return rating


@transaction.atomic
def ask_second_look(work: ReviewedWork, *, by, why: str, occurred_at: datetime | None = None) -> SecondLook:
    """A member of the team asks that somebody else looks at its work once more; asking twice is quiet.

    Within seven days of the release. Refuses who is not in the team, and an empty reason.
    """
    if Role.LEARNER not in hold_membership(work.team.space, by):
        raise PermissionDenied(_("Those whose work it is ask for a second look."))
    round, at, why = work.round, occurred_at or timezone.now(), clean_text(why)[:2000]
    if known := SecondLook.objects.for_page().filter(work=work).first():
        return known
    if not round.is_released:
        raise ValidationError(_("The reviews are not released yet."))
    if at > round.released_at + SECOND_LOOK_WITHIN:
        raise ValidationError(_("A second look can be asked for within seven days of the release."))
    if not why:
        raise ValidationError(_("Say what should be looked at once more."))
    look, is_new = SecondLook.objects.get_or_create(
        work=work, defaults={"asked_by": by, "asked_at": at, "why": why}
    )
    if is_new:
        record(work.team.space, by=by, verb="second_look.asked", target=look, occurred_at=occurred_at)
    return look


@transaction.atomic
def answer_second_look(
    look: SecondLook,
    *,
    by,
    body: str,
    levels: dict[int, int] | None = None,
    occurred_at: datetime | None = None,
) -> SecondLook:
    """A mentor or facilitator who has not reviewed the work says what they see; levels given here stand. Twice is quiet.

    Refuses whoever reviewed it or is in its team, an empty answer, and one after another's.
    """
    if not can_answer_second_look(by, look):
        raise PermissionDenied(_("Somebody who has not reviewed this work looks at it once more."))
    _hold_staff(look.work, by)
    held = SecondLook.objects.for_page().select_for_update(no_key=True, of=("self",)).get(pk=look.pk)
    body = clean_text(body)[:8000]
    if held.is_answered:
        if held.by_id != by.pk:
            raise ValidationError(_("%(name)s has looked already.") % {"name": held.by.name})
        return held
    if not body:
        raise ValidationError(_("Say what you see."))
    held.by, held.body, held.answered_at = by, body, occurred_at or timezone.now()
    held.levels = _levels(held.work.round, levels or {})
    held.save(update_fields=["by", "body", "answered_at", "levels"])
    record(held.work.team.space, by=by, verb="second_look.answered", target=held, occurred_at=occurred_at)
    return held


@transaction.atomic
def look_at_author(review: Review, *, by, why: str, occurred_at: datetime | None = None) -> AuthorLook:
    """A facilitator sees who wrote a blind review, for abuse only: the reason is kept and its writers are told.

    Twice is quiet. Refuses everybody else, and an empty reason.
    """
    if not can_look_at_author(by, review):
        raise PermissionDenied(_("Only the cohort's facilitators look at who wrote a review."))
    hold_membership(review.work.round.cohort.space, by)
    why = clean_line(why)[:500]
    if not why:
        raise ValidationError(_("Say why. Those who wrote it will read it."))
    look, is_new = AuthorLook.objects.get_or_create(
        review=review, by=by, defaults={"why": why, "looked_at": occurred_at or timezone.now()}
    )
    if is_new:
        record(space_of(review), by=by, verb="review.unblinded", target=review, occurred_at=occurred_at)
    return look


def _hold_staff(work: ReviewedWork, by) -> None:
    """The ground on which somebody looks again: the team's room for its mentors, the cohort's for facilitators."""
    mentors = Membership.objects.of(by, Role.MENTOR).filter(space=work.team.space_id)
    hold_membership(work.team.space if mentors.exists() else work.round.cohort.space, by)


def _levels(round: ReviewRound, levels: dict[int, int]) -> dict[str, int]:
    """Levels that the rubric knows, by the number of their criterion, as JSON keeps them."""
    return {
        str(criterion.number): levels[criterion.number]
        for criterion in round.criteria
        if criterion.level(levels.get(criterion.number)) is not None
    }
