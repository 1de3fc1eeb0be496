"""The bell: a reader of the journal that notes who is told, and how its lines are shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.actions import is_muted, muted_among, queue_mails, read_notifications
from notifications.mails import Item, Letter, absolute
from notifications.models import Kind, Mail, Notification
from people.models import User
from spaces import live, seen, verbs
from spaces.models import Entry, Membership, Space, is_late

MAIL_WAITS = timedelta(minutes=2)
MOST_CHECKED = 100
MOST_IN_A_MAIL = 20
MAILED = {Kind.REPLY, Kind.WATCHED, Kind.TEAM_WAITS, Kind.NUDGE, Kind.HOUR}


@dataclass(frozen=True)
class Line:
    """One line of the bell: a notification whose target its reader may see now."""

    notification: Notification
    sentence: str
    url: str
    quote: str = ""
    target: object = None


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
    people = {person_id for _entry, person_id, _kind in told}
    if not people:
        return []
    here = Membership.objects.open().filter(space=space, person__in=people)
    inside = set(here.values_list("person_id", flat=True))
    others = User.objects.in_bulk(people - inside) if people - inside else {}
    return [row for row in told if row[1] in inside or (row[1] in others and _sees(others[row[1]], row[0]))]


def _sees(person: User, entry: Entry) -> bool:
    return bool(verbs.named(entry.verb).fetch(person, [entry.target_id]))


def _mail(entry: Entry, person_id: int, kind: str) -> Mail:
    return Mail(
        person_id=person_id,
        kind=kind,
        cause=f"entry-{entry.pk}",
        ids={"entry": entry.pk, "space": entry.space_id},
        due_at=entry.received_at + MAIL_WAITS,
    )


def lines(person: User, notifications: list[Notification]) -> list[Line]:
    """The lines that a person may read now, in the order given; queries grow with kinds of nouns, not with rows."""
    told = [one for one in notifications if verbs.known(one.entry.verb)]
    by_noun: dict[object, list[Notification]] = defaultdict(list)
    for one in told:
        by_noun[verbs.named(one.entry.verb).visible_to].append(one)
    seen = {}
    for visible_to, group in by_noun.items():
        found = verbs.named(group[0].entry.verb).fetch(person, {one.entry.target_id for one in group})
        seen |= {(visible_to, pk): target for pk, target in found.items()}
    targets = [seen.get((verbs.named(one.entry.verb).visible_to, one.entry.target_id)) for one in told]
    return [_line(one, target) for one, target in zip(told, targets, strict=True) if _stands(one, target)]


def _stands(notification: Notification, target) -> bool:
    """Whether its reader may see the target, and it was not taken away meanwhile: that alone may be told of it."""
    tells_of_it = verbs.known(notification.entry.verb) and verbs.named(notification.entry.verb).withdraws
    return target is not None and (tells_of_it or not getattr(target, "is_gone", False))


def _line(notification: Notification, target) -> Line:
    entry = notification.entry
    words = {"by": entry.by.name, "target": str(target)}
    url = target.get_absolute_url() if hasattr(target, "get_absolute_url") else "/"
    quote = getattr(target, "as_quote", "")
    return Line(notification, str(verbs.named(entry.verb).sentence) % words, url, quote, target)


def compose_entry_mails(together: list[Mail]) -> Letter | None:
    """One letter of what a person was told: without what was read, taken away or muted since, or may not be read now."""
    person, mail_of = together[0].person, {mail.ids.get("entry"): mail for mail in together}
    muted = muted_among({person.pk})
    unread = Notification.objects.unread().filter(person=person, entry__in=mail_of)
    wanted = [
        one
        for one in unread.select_related("entry__by", "entry__space").order_by("pk")
        if not is_muted(mail_of[one.entry_id], muted)
    ]
    told = _still_told(person, wanted)
    shown = lines(person, told)
    return _letter(person, shown, mail_of) if shown else None


def _still_told(person: User, notifications: list[Notification]) -> list[Notification]:
    """Those of which the verbs would tell this person now, who may have muted the conversation meanwhile.

    Queries grow with verbs, not with rows.
    """
    by_verb: dict[str, list[Entry]] = defaultdict(list)
    for one in notifications:
        by_verb[one.entry.verb].append(one.entry)
    told: set[int] = set()
    for name, entries in by_verb.items():
        tell = verbs.named(name).told if verbs.known(name) else None
        rows = tell(entries) if tell else ((entry, person.pk, "") for entry in entries)
        told.update(entry.pk for entry, person_id, _kind in rows if person_id == person.pk)
    return [one for one in notifications if one.entry_id in told]


def _letter(person: User, shown: list[Line], mail_of: dict[int, Mail]) -> Letter:
    causes = frozenset(mail_of[line.notification.entry_id].pk for line in shown)
    items = [_item(person, line) for line in shown[:MOST_IN_A_MAIL]]
    if len(shown) == 1:
        return Letter(
            subject=items[0].sentence,
            paragraphs=[],
            act=_("Read and answer"),
            url=items[0].url,
            items=items,
            causes=causes,
        )
    words = {"first": items[0].sentence, "n": len(shown) - 1}
    return Letter(
        subject=ngettext("%(first)s, and %(n)d thing more", "%(first)s, and %(n)d things more", len(shown) - 1) % words,
        paragraphs=[], act=_("All of it in your bell"), url=absolute(reverse("bell")), items=items, causes=causes,
    )  # fmt: skip


def _item(person: User, line: Line) -> Item:
    verb = verbs.named(line.notification.entry.verb)
    mute_url = verb.mute_url(line.target, person.pk) if verb.mute_url else ""
    answer = getattr(line.target, "answer_url", "") or line.url
    return Item(line.sentence, absolute(answer), line.quote, absolute(mute_url) if mute_url else "")
