"""The bell: a reader of the journal that notes who is told, and how its lines are shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from notifications.actions import queue_mails, read_notifications
from notifications.mails import Letter, absolute
from notifications.models import Kind, Mail, Notification
from people.models import User
from spaces import live, seen, verbs
from spaces.models import Entry, Membership, Space, is_late

MAIL_WAITS = timedelta(minutes=2)
MOST_CHECKED = 100
MAILED = {Kind.REPLY, Kind.WATCHED, Kind.TEAM_WAITS, Kind.NUDGE}


@dataclass(frozen=True)
class Line:
    """One line of the bell: a notification whose target its reader may see now."""

    notification: Notification
    sentence: str
    url: str
    quote: str = ""


def follow(space: Space, entries: list[Entry]) -> None:
    """Note once a person and entry who is told, and queue the mail that goes with it; who cannot read it is not told."""
    _withdraw(space, entries)
    told = _readable(space, [row for row in _told(entries) if row[1] != row[0].by_id])
    read = seen.seen((entry, person_id) for entry, person_id, _kind in told)
    Notification.objects.bulk_create([_notification(row, read) for row in told], ignore_conflicts=True)
    news = [row for row in told if (row[0].pk, row[1]) not in read]
    queue_mails([_mail(entry, person_id, kind) for entry, person_id, kind in news if kind in MAILED])
    for person_id in {person_id for _entry, person_id, _kind in news}:
        live.person_told(person_id, "bell")


def _withdraw(space: Space, entries: list[Entry]) -> None:
    """What was taken away is no news any more, to anybody."""
    gone = [e for e in entries if verbs.known(e.verb) and verbs.named(e.verb).withdraws]
    if not gone:
        return
    of_them = Notification.objects.unread().filter(
        entry__space=space,
        entry__target_type=gone[0].target_type,
        entry__target_id__in={e.target_id for e in gone},
    )
    for one in of_them.select_related("person"):
        read_notifications([one], by=one.person)


def read_on(space_id: int, person) -> None:
    """Whoever has read on in a space need not be told any more of what they have now seen."""
    mine = Notification.objects.visible_to(person).unread().filter(entry__space=space_id)
    unread = list(mine.select_related("entry").newest_first()[:MOST_CHECKED])
    read = seen.seen((one.entry, person.pk) for one in unread)
    if lines_read := [one for one in unread if (one.entry_id, person.pk) in read]:
        read_notifications(lines_read, by=person)


def _notification(row: tuple[Entry, int, str], read: set[tuple[int, int]]) -> Notification:
    """Who saw it happen on an open page finds the line in the bell, and no number on it."""
    entry, person_id, kind = row
    read_at = entry.received_at if (entry.pk, person_id) in read else None
    return Notification(person_id=person_id, entry=entry, kind=kind, read_at=read_at)


def _told(entries: list[Entry]) -> list[tuple[Entry, int, str]]:
    by_verb: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if verbs.known(entry.verb) and not is_late(entry):
            by_verb[entry.verb].append(entry)
    rows = []
    for name, group in by_verb.items():
        tell = verbs.named(name).told
        rows += list(tell(group)) if tell else []
    return rows


def _readable(space: Space, told: list[tuple[Entry, int, str]]) -> list[tuple[Entry, int, str]]:
    """Those told who are in the space, and of the others who may see the target: the bell's number tells nothing else."""
    inside = set(Membership.objects.open().filter(space=space).values_list("person_id", flat=True))
    others = User.objects.in_bulk({person_id for _entry, person_id, _kind in told} - inside)
    return [row for row in told if row[1] in inside or (row[1] in others and _sees(others[row[1]], row[0]))]


def _sees(person: User, entry: Entry) -> bool:
    return bool(verbs.named(entry.verb).fetch(person, [entry.target_id]))


def _mail(entry: Entry, person_id: int, kind: str) -> Mail:
    return Mail(
        person_id=person_id,
        kind=kind,
        cause=f"entry-{entry.pk}",
        ids={"entry": entry.pk},
        due_at=entry.received_at + MAIL_WAITS,
    )


def lines(person: User, notifications: list[Notification]) -> list[Line]:
    """The lines that a person may read now, in the order given; queries grow with verbs, not with rows."""
    by_verb: dict[str, set[str]] = defaultdict(set)
    for notification in notifications:
        by_verb[notification.entry.verb].add(notification.entry.target_id)
    seen = {name: verbs.named(name).fetch(person, ids) for name, ids in by_verb.items() if verbs.known(name)}
    return [
        _line(notification, seen[notification.entry.verb][notification.entry.target_id])
        for notification in notifications
        if _stands(notification, seen.get(notification.entry.verb, {}).get(notification.entry.target_id))
    ]


def _stands(notification: Notification, target) -> bool:
    """Whether its reader may see the target, and it was not taken away meanwhile: that alone may be told of it."""
    tells_of_it = verbs.known(notification.entry.verb) and verbs.named(notification.entry.verb).withdraws
    return target is not None and (tells_of_it or not getattr(target, "is_gone", False))


def _line(notification: Notification, target) -> Line:
    entry = notification.entry
    words = {"by": entry.by.name, "target": str(target)}
    url = target.get_absolute_url() if hasattr(target, "get_absolute_url") else "/"
    quote = getattr(target, "as_quote", "")
    return Line(notification, str(verbs.named(entry.verb).sentence) % words, url, quote)


def compose_entry_mail(mail: Mail):
    """The mail of a mention, a reply, a waiting team or a kind word: dropped once it was read, or may no longer be."""
    notification = (
        Notification.objects.unread()
        .select_related("entry__by", "entry__space")
        .filter(person=mail.person, entry=mail.ids.get("entry"))
        .first()
    )
    shown = lines(mail.person, [notification]) if notification else []
    if not shown:
        return None
    return Letter(
        subject=shown[0].sentence,
        paragraphs=[shown[0].sentence + "."],
        quote=shown[0].quote,
        act=_("Read and answer"),
        url=absolute(shown[0].url),
    )
