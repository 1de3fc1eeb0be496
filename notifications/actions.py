"""Every write to what people are told: queueing and sending mails, reading the bell, muting."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import structlog
from django.db import connection, transaction
from django.utils import timezone

from notifications import mails
from notifications.models import Kind, Mail, Mute, Notification, Preference
from spaces import live
from spaces.models import Space

log = structlog.get_logger(__name__)
MOST_TRIES = 5
MAIL_LOCK = 7
# What can wait for a digest; the rest is of use only at once.
DIGESTED = {Kind.REPLY, Kind.WATCHED}
APART = timedelta(minutes=10)


@transaction.atomic
def queue_mails(rows: list[Mail]) -> None:
    """One mail to a person for a cause, at most once ever, when they want it; nothing for whoever muted the kind."""
    muted = muted_among({row.person_id for row in rows})
    wanted = [row for row in rows if not is_muted(row, muted)]
    _plan(wanted)
    Mail.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=1000)


def muted_among(people: set[int]) -> set[tuple[int, str, int | None]]:
    return set(Mute.objects.filter(person__in=people).values_list("person", "kind", "space"))


def is_muted(mail: Mail, muted: set[tuple[int, str, int | None]]) -> bool:
    """Whether its reader wants no mail of this kind, from anywhere or from the space that it tells of."""
    places = {None, mail.ids.get("space")}
    return any((mail.person_id, mail.kind, place) in muted for place in places)


def _plan(rows: list[Mail]) -> None:
    """When each mail may reach its reader: as they chose, and what can wait not sooner than a while after the last."""
    people = {row.person_id for row in rows}
    chosen = Preference.objects.select_related("person").in_bulk(people)
    lately = Mail.objects.filter(person__in=people, kind__in=DIGESTED, sent_at__gt=timezone.now() - APART)
    last_sent = dict(lately.order_by("sent_at").values_list("person", "sent_at"))
    for row in rows:
        is_digested = row.kind in DIGESTED
        if is_digested and row.person_id in last_sent:
            row.due_at = max(row.due_at, last_sent[row.person_id] + APART)
        if row.kind != Kind.INVITATION and (preference := chosen.get(row.person_id)):
            row.due_at = preference.first_moment(row.due_at, is_digested=is_digested)


def send_waiting(*, now: datetime | None = None, most: int = 200) -> int:
    """Send the mails that are due, and say how many went out; each cause goes at most once.

    What waits for one person goes in one mail. It is marked as sent before it leaves: a worker killed in between
    loses it rather than doubles it. What its reader may no longer read, has read in the bell or has muted is dropped.
    A mail that fails is tried again after 1, 5, 25 and 125 minutes, and holds up no other.
    """
    now, sent = now or timezone.now(), 0
    settled: set[int] = set()
    due = Mail.objects.waiting().filter(due_at__lte=now, tries__lt=MOST_TRIES).order_by("due_at", "id")
    for mail_id in list(due.values_list("pk", flat=True)[:most]):
        if mail_id in settled:
            continue
        try:
            sent += _send(mail_id, now, settled)
        except Exception as error:  # what a letter's writer can raise is not a closed list
            _try_later([mail_id], now, error)
    return sent


def _send(mail_id: int, now: datetime, settled: set[int]) -> bool:
    """Whether a message left; `settled` learns which mails went with it, so that nobody asks for them again."""
    with transaction.atomic():
        mail = _claim(mail_id, now)
        if mail is None or _must_wait(mail, now):
            return False
        together = _together(mail, now)
        message, told = mails.compose_together(together)
        for one in together:
            one.sent_at, one.dropped_at = (now, None) if one.pk in told else (None, now)
        Mail.objects.bulk_update(together, ["sent_at", "dropped_at"])
    settled.update(one.pk for one in together)
    if message:
        try:
            message.send()
        except Exception as error:  # nor is what a mail server can answer
            _try_later(sorted(told), now, error)
            return False
    return bool(message)


def _must_wait(mail: Mail, now: datetime) -> bool:
    """Whether its reader wants quiet now; the mail is then due when that ends."""
    preference = Preference.objects.select_related("person").filter(person=mail.person_id).first()
    if preference is None or mail.kind == Kind.INVITATION:
        return False
    mail.due_at = preference.first_moment(now, is_digested=False)
    if mail.due_at > now:
        mail.save(update_fields=["due_at"])
    return mail.due_at > now


def _together(mail: Mail, now: datetime) -> list[Mail]:
    """The mail, and where its kind allows what else is due for this person now or in a moment, but what they muted."""
    if mail.kind not in mails.gathered() or mail.tries:
        return [mail]
    others = Mail.objects.waiting().select_related("person").exclude(pk=mail.pk)
    others = others.filter(person=mail.person_id, kind__in=mails.gathered(), tries=0, due_at__lte=now + APART)
    return [mail, *others.select_for_update(skip_locked=True, of=("self",)).order_by("id")]


def _try_later(mail_ids: list[int], now: datetime, error: Exception) -> None:
    """Not written, refused or unreachable: nothing left the house, so it may be tried again, each by itself."""
    for mail in Mail.objects.filter(pk__in=mail_ids):
        later = now + timedelta(minutes=5**mail.tries)
        Mail.objects.filter(pk=mail.pk).update(sent_at=None, tries=mail.tries + 1, due_at=later)
    log.warning("mail_not_sent", mails=mail_ids, error=type(error).__name__)


def _claim(mail_id: int, now: datetime) -> Mail | None:
    """The mail, held, if it is still due; nothing where another worker writes to the same person at this moment."""
    waiting = Mail.objects.waiting().select_related("person").filter(pk=mail_id, due_at__lte=now)
    mail = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [MAIL_LOCK, mail.person_id if mail else 0])
        return mail if cursor.fetchone()[0] else None


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
def set_mute(person, *, kind: str, muted: bool, space: Space | None = None) -> None:
    """No mails of this kind from now on, or again; of one space, or of all."""
    if kind not in Kind.values:
        return
    if muted:
        Mute.objects.get_or_create(person=person, kind=kind, space=space)
    else:
        Mute.objects.filter(person=person, kind=kind, space=space).delete()


@transaction.atomic
def set_preference(
    person,
    *,
    rhythm: str,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    now: datetime | None = None,
) -> Preference:
    """How often and when mail comes from now on; what waits already is planned anew."""
    preference, _new = Preference.objects.update_or_create(
        person=person, defaults={"rhythm": rhythm, "quiet_from": quiet_from, "quiet_until": quiet_until}
    )
    waiting = list(Mail.objects.waiting().filter(person=person, tries=0).select_for_update(of=("self",)))
    for mail in waiting:
        if mail.kind in DIGESTED:
            mail.due_at = preference.first_moment(now or timezone.now(), is_digested=True)
    Mail.objects.bulk_update(waiting, ["due_at"])
    return preference
