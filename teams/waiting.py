"""What a work or a review waits for, until when, and what happens then: nobody waits for ever, and each page says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teams.models import Review, ReviewRound
from teams.models.rounds import SECOND_LOOK_WITHIN


@dataclass(frozen=True, slots=True)
class Waits:
    """A sentence, the moment until which it holds, and what happens then; both empty where nothing is waited for."""

    words: str
    until: datetime | None = None
    then: str = ""


def of_work(round: ReviewRound, now: datetime) -> Waits:
    """For those whose work it is; how many reviews are in would tell when each came, so it is not said."""
    if round.is_released:
        return _of_released(round, now)
    if round.mode == ReviewRound.Mode.SELF:
        then = _("then what you say of it is kept beside it")
        return Waits(_("You look at your own work."), round.releases_at, then)
    if now < round.second_wave_due:
        then = _("works with fewer than two reviews are then offered to those who would take one more")
        return Waits(_("The work is being read."), round.second_wave_due, then)
    if now < round.ends_at:
        words = _("The work is being read, and those who would take one more are asked.")
        return Waits(words, round.ends_at, _("a mentor then reviews what still has fewer than two"))
    words = _("The reviews wait for who runs the cohort to release them.")
    return Waits(words, round.releases_at, _("then what is there is shown by itself"))


def _of_released(round: ReviewRound, now: datetime) -> Waits:
    until, words = round.released_at + SECOND_LOOK_WITHIN, _("The reviews of your work are here.")
    if now < until:
        return Waits(words, until, _("until then you can ask for a second look"))
    return Waits(words)


def of_review(review: Review, now: datetime) -> Waits:
    """For those who write it."""
    round = review.work.round
    if review.is_sent:
        return Waits(_("Sent. Thank you."))
    if round.is_released:
        return Waits(_("The reviews are released; this one was not sent."))
    if review.begun_at is None and now < review.lease_until:
        then = (
            _("then it is offered to others")
            if review.reminded_at or review.wave == Review.Wave.SECOND
            else _("then you get a mail, and a day later it is offered to others")
        )
        return Waits(
            _("Nobody has begun."),
            review.lease_until,
            then if not review.is_by_staff else _("then what is there is shown"),
        )
    if review.begun_at is None:
        return Waits(_("Nobody has begun; whoever would take one more may get it."))
    if now < round.ends_at:
        return Waits(
            _("Being written."), round.ends_at, _("a later one is welcome until the reviews are released")
        )
    return Waits(_("Late, and still welcome."), round.releases_at, _("then the reviews are released"))


def of_signatures(review: Review) -> str:
    """How many more must sign."""
    missing = review.signatures_missing
    if review.is_sent:
        return _("Sent.")
    if review.by_person_id:
        return _("It is sent when you sign it.")
    words = ngettext("%(n)d more signature sends it.", "%(n)d more signatures send it.", missing)
    return words % {"n": missing}
