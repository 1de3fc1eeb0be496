"""Writing a review: members take its criteria, say a level and why, and sign; with enough of them it is sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.text import clean_text
from spaces.actions import hold_membership, record
from spaces.models import Role, Space
from teams.models import Review, ReviewMark, SignOff, quorum

LONGEST_COMMENT = 4000
TAKEN_OVER_AFTER = timedelta(days=1)


@transaction.atomic
def take_mark(mark: ReviewMark, *, by, occurred_at: datetime | None = None) -> ReviewMark:
    """A member has this criterion; twice is quiet.

    Refuses one that a team mate has, unless they have left the team or have not begun for a day.
    """
    held = _hold_mark(mark, by)
    at = occurred_at or timezone.now()
    if held.owner_id == by.pk:
        return held
    if held.owner_id and not _is_free(held, at):
        raise ValidationError(_("%(name)s has this criterion.") % {"name": held.owner.first_name})
    held.owner, held.taken_at = by, at
    held.save(update_fields=["owner", "taken_at"])
    _begin(held.review, at)
    return _record("mark.taken", held, by, occurred_at)


@transaction.atomic
def leave_mark(mark: ReviewMark, *, by, occurred_at: datetime | None = None) -> ReviewMark:
    """The owner gives the criterion back, with what is written by it; twice is quiet."""
    held = _hold_mark(mark, by)
    if held.owner_id != by.pk:
        return held
    held.owner = held.taken_at = None
    held.save(update_fields=["owner", "taken_at"])
    return _record("mark.left", held, by, occurred_at)


@transaction.atomic
def save_mark(
    mark: ReviewMark, *, by, level: int | None, comment: str = "", occurred_at: datetime | None = None
) -> ReviewMark:
    """Keep a member's level and words, while they write; who writes by a free criterion has it. The same is quiet.

    Whoever had signed the review before signs what it says now. Refuses a criterion that a team mate has, a level that
    the rubric does not know, and what is sent.
    """
    held = _hold_mark(mark, by)
    at, comment = occurred_at or timezone.now(), _cleaned(comment)
    if level is not None and held.asked.level(level) is None:
        raise ValidationError(_("The rubric has no such level."))
    if (held.level, held.comment) == (level, comment):
        return held
    is_taken = held.owner_id != by.pk
    if held.owner_id and is_taken and not _is_free(held, at):
        raise ValidationError(_("%(name)s has this criterion.") % {"name": held.owner.first_name})
    was_complete, held.level, held.comment = held.is_complete, level, comment
    held.owner, held.taken_at = by, at if is_taken else held.taken_at
    held.save(update_fields=["level", "comment", "owner", "taken_at"])
    held.review.sign_offs.all().delete()
    _begin(held.review, at)
    # Each key is no news; that it is there to be read, or is not any more, is.
    if is_taken or was_complete != held.is_complete:
        _record("mark.written", held, by, occurred_at)
    return held


@transaction.atomic
def sign_review(review: Review, *, by, occurred_at: datetime | None = None) -> Review:
    """A member stands behind the review as it is; with more than half of the team it is sent. Twice is quiet.

    A pair signs together, a person alone. Refuses a review of which a criterion is missing.
    """
    held = _hold(review, by)
    if held.is_sent:
        return held
    _refuse_incomplete(held)
    signed, is_new = SignOff.objects.get_or_create(
        review=held, person=by, defaults={"signed_at": occurred_at or timezone.now()}
    )
    if not is_new:
        return held
    verb = "review.signed"
    if is_signed_by_enough(held):
        held.sent_at, verb = signed.signed_at, "review.sent"
        held.save(update_fields=["sent_at"])
    record(space_of(held), by=by, verb=verb, target=held, occurred_at=occurred_at)
    return held


def is_signed_by_enough(review: Review) -> bool:
    """Whether as many of those in the team now who write it have signed as it takes."""
    if review.by_person_id:
        return True
    here = review.writers()
    return review.sign_offs.filter(person__in=here.values("person")).count() >= quorum(here.count())


def space_of(review: Review) -> Space:
    """Whose journal tells of the review: the reviewing team's own, or the cohort's for a person."""
    return review.by_team.space if review.by_team else review.work.round.cohort.space


def _hold(review: Review, by) -> Review:
    """Hold a review for this transaction: its writers only, one at a time, as long as they have it."""
    roles = hold_membership(space_of(review), by)
    if review.by_team_id and Role.LEARNER not in roles:
        raise PermissionDenied(_("A review is written by its team."))
    if review.by_person_id and review.by_person_id != by.pk:
        raise PermissionDenied(_("Somebody else writes this review."))
    if review.by_team_id and not review.writers().filter(person=by).exists():
        raise PermissionDenied(_("You made this work; your team reviews it without you."))
    held = Review.objects.for_page().select_for_update(no_key=True, of=("self",)).get(pk=review.pk)
    if held.given_up_at:
        raise ValidationError(_("This review has gone to somebody else, because it was not begun in time."))
    if held.work.round.is_released and not held.is_sent:
        raise ValidationError(_("The reviews are released; this one is closed."))
    return held


def _hold_mark(mark: ReviewMark, by) -> ReviewMark:
    review = _hold(mark.review, by)
    if review.is_sent:
        raise ValidationError(_("This review is sent; it can be read."))
    held = ReviewMark.objects.select_related("owner").get(pk=mark.pk)
    held.review = review
    return held


def _is_free(mark: ReviewMark, now: datetime) -> bool:
    """Whether the criterion's owner has left the team, or took it a day ago and has not begun."""
    if not mark.review.writers().filter(person=mark.owner_id).exists():
        return True
    return not mark.is_begun and mark.taken_at is not None and mark.taken_at < now - TAKEN_OVER_AFTER


def _begin(review: Review, at: datetime) -> None:
    if review.begun_at is None:
        review.begun_at = at
        review.save(update_fields=["begun_at"])


def _refuse_incomplete(review: Review) -> None:
    missing = []
    for mark in review.marks.in_order():
        mark.review = review
        if not mark.is_complete:
            missing.append(mark.asked.title)
    if missing:
        words = ngettext(
            "“%(titles)s” is not finished: it wants a level, and at the ends of the scale a word on why.",
            "These are not finished: “%(titles)s”. Each wants a level, and at the ends of the scale a word on why.",
            len(missing),
        )
        raise ValidationError(words % {"titles": "”, “".join(missing)})


def _cleaned(comment: str) -> str:
    if len(comment) > LONGEST_COMMENT:
        raise ValidationError(
            _("This text is too long: at most %(most)d characters.") % {"most": LONGEST_COMMENT}
        )
    return clean_text(comment)


def _record(verb: str, mark: ReviewMark, by, occurred_at) -> ReviewMark:
    record(space_of(mark.review), by=by, verb=verb, target=mark, occurred_at=occurred_at)
    return mark
