"""Who is asked today whether they tried it, on their own clock; the mail that asks, and its answers of one press."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib.times import local_day, zone
from notifications.mails import Item, Letter, absolute
from notifications.models import Kind, Mail
from teams.models import CheckIn, Commitment

DAYS = (30, 60, 90)
# Not before breakfast; and what nobody could ask for a month is not asked any more.
FROM_HOUR = 8
STALE_DAYS = 30
TICKET_SALT = "teams.check-in"
TICKET_LASTS = timedelta(days=30)


def due(now: datetime) -> Iterator[tuple[Commitment, int]]:
    """Each commitment that is this many days old today where its owner is, and the morning has come there."""
    for days in DAYS:
        # A day more on either side, because their days are cut where their owners are.
        since, until = now - timedelta(days=days + STALE_DAYS + 1), now - timedelta(days=days - 1)
        for commitment in Commitment.objects.to_ask(days).filter(made_at__gt=since, made_at__lt=until):
            if _is_due(commitment, days, now):
                yield commitment, days


def _is_due(commitment: Commitment, days: int, now: datetime) -> bool:
    there = zone(commitment.person.time_zone)
    age = (local_day(now, there) - local_day(commitment.made_at, there)).days
    return days <= age < days + STALE_DAYS and now.astimezone(there).hour >= FROM_HOUR


def mail_of(check_in: CheckIn) -> Mail:
    cause = f"check-in-{check_in.pk}"
    ids = {"check_in": check_in.pk}
    return Mail(person_id=check_in.commitment.person_id, kind=Kind.CHECK_IN, cause=cause, ids=ids)


def compose_check_in(mail) -> Letter | None:
    """The question with its answers; none for whoever has answered meanwhile, or has left the cohort."""
    rows = CheckIn.objects.unanswered().select_related("commitment__enrollment")
    asked = rows.filter(pk=mail.ids.get("check_in"), commitment__person=mail.person).first()
    if asked is None or not asked.commitment.enrollment.is_enrolled:
        return None
    items = [Item(str(answer.label), answer_url(asked, answer)) for answer in CheckIn.Answer]
    return Letter(
        subject=_("Did you try it? “%(what)s”") % {"what": asked.commitment.what},
        paragraphs=[question(asked), _("Choose what fits; one press more on the page sends it.")],
        act=_("Or say in your own words how it went"),
        url=absolute(asked.get_absolute_url()),
        items=items,
    )


def question(check_in: CheckIn) -> str:
    """What is asked, after how long."""
    words = ngettext(
        "%(n)d day ago you wanted to try this: “%(what)s”. Did you?",
        "%(n)d days ago you wanted to try this: “%(what)s”. Did you?",
        check_in.days,
    )
    return words % {"n": check_in.days, "what": check_in.commitment.what}


def answer_url(check_in: CheckIn, answer: str) -> str:
    return absolute(reverse("check_in", args=[ticket(check_in, answer)]))


def ticket(check_in: CheckIn, answer: str) -> str:
    """What lets whoever holds it give this one answer once, and nothing else."""
    return signing.dumps([check_in.pk, str(answer)], salt=TICKET_SALT)


def read_ticket(sent: str) -> tuple[int, str]:
    """Which check-in, and which answer; raises signing.SignatureExpired, or BadSignature for what is not ours."""
    check_in_id, answer = signing.loads(sent, salt=TICKET_SALT, max_age=TICKET_LASTS)
    return check_in_id, answer
