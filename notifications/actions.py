"""Every write to what people are told: queueing and sending mails, reading the bell, muting."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from notifications import mails
from notifications.models import Kind, Mail, Mute, Notification
from spaces import live

log = structlog.get_logger(__name__)
MOST_TRIES = 5


@transaction.atomic
def queue_mails(rows: list[Mail]) -> None:
    """One mail to a person for a cause, at most once ever; nothing for whoever muted the kind."""
    muted = set(Mute.objects.filter(person__in={row.person_id for row in rows}).values_list("person", "kind"))
    wanted = [row for row in rows if (row.person_id, row.kind) not in muted]
    Mail.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=1000)


def send_waiting(*, now: datetime | None = None, most: int = 200) -> int:
    """Send the mails that are due, and say how many went out; each goes at most once.

    A mail is marked as sent before it leaves: a worker killed in between loses it rather than doubles it.
    One that its reader may no longer read, or has read in the bell, is dropped. One that fails is tried again after
    1, 5, 25 and 125 minutes, and holds up no other.
    """
    now, sent = now or timezone.now(), 0
    due = Mail.objects.waiting().filter(due_at__lte=now, tries__lt=MOST_TRIES).order_by("due_at", "id")
    for mail_id in list(due.values_list("pk", flat=True)[:most]):
        try:
            sent += _send_one(mail_id, now)
        except Exception as error:  # what a letter's writer can raise is not a closed list
            _try_later(mail_id, now, error)
    return sent


def _send_one(mail_id: int, now: datetime) -> bool:
    with transaction.atomic():
        mail = _claim(mail_id)
        letter = mail and mails.compose(mail)
        if mail is None:
            return False
        mail.sent_at, mail.dropped_at = (now, None) if letter else (None, now)
        mail.save(update_fields=["sent_at", "dropped_at"])
    if letter:
        letter.send()
    return bool(letter)


def _try_later(mail_id: int, now: datetime, error: Exception) -> None:
    """Not written, refused or unreachable: nothing left the house, so it may be tried again."""
    mail = Mail.objects.get(pk=mail_id)
    later = now + timedelta(minutes=5**mail.tries)
    Mail.objects.filter(pk=mail_id).update(sent_at=None, tries=mail.tries + 1, due_at=later)
    log.warning("mail_not_sent", mail=mail_id, error=type(error).__name__)


def _claim(mail_id: int) -> Mail | None:
    waiting = Mail.objects.waiting().select_related("person").filter(pk=mail_id)
    return waiting.select_for_update(skip_locked=True, of=("self",)).first()


@transaction.atomic
def read_bell(person, *, upto: int) -> None:
    """Everything up to this notification has been seen."""
    mine = Notification.objects.visible_to(person).unread()
    mine.filter(pk__lte=upto).update(read_at=timezone.now())


@transaction.atomic
def read_notification(notification: Notification, *, by) -> None:
    """A person followed one line of their bell; following it again changes nothing."""
    Notification.objects.visible_to(by).unread().filter(pk=notification.pk).update(read_at=timezone.now())
    live.person_told(by.pk, "bell")


@transaction.atomic
def read_notifications(notifications: list[Notification], *, by) -> None:
    """A person has seen elsewhere what these lines of their bell say."""
    ids = [one.pk for one in notifications]
    if Notification.objects.visible_to(by).unread().filter(pk__in=ids).update(read_at=timezone.now()):
        live.person_told(by.pk, "bell")


@transaction.atomic
def set_mute(person, *, kind: str, muted: bool) -> None:
    """No mails of this kind from now on, or again."""
    if kind not in Kind.values:
        return
    if muted:
        Mute.objects.get_or_create(person=person, kind=kind)
    else:
        Mute.objects.filter(person=person, kind=kind).delete()
