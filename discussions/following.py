"""Who is told of a post or a thread: whom it concerns and who watches, but nobody who muted it; and a mail's mute link."""

from __future__ import annotations

from collections.abc import Iterator

from django.core import signing

from discussions.models import Follow, Level, Thread

REPLY, WATCHED = "reply", "watched"
MUTE_SALT = "discussions.mute"


def told(entry, thread: Thread, concerned: set[int], levels: dict[int, dict[int, str]]) -> Iterator[tuple]:
    """(entry, person, kind) for whoever it concerns, and for whoever watches; never for its writer."""
    chosen = levels.get(thread.pk, {})
    concerned = {pk for pk in concerned if chosen.get(pk) != Level.MUTE} - {entry.by_id}
    watching = {pk for pk, level in chosen.items() if level == Level.WATCH} - concerned - {entry.by_id}
    yield from ((entry, pk, REPLY) for pk in sorted(concerned))
    yield from ((entry, pk, WATCHED) for pk in sorted(watching))


def level_of(thread: Thread, person) -> str:
    """At which level a person follows a thread by their own choice for it; empty where the space's counts."""
    chosen = Follow.objects.visible_to(person).filter(thread=thread).values_list("level", flat=True)
    return chosen.first() or ""


def mute_ticket(thread_id: int, person_id: int) -> str:
    """A link's ticket by which a person mutes a thread from a mail, signed in or not."""
    return signing.dumps([thread_id, person_id], salt=MUTE_SALT)


def read_mute_ticket(ticket: str) -> tuple[int, int]:
    """Which thread for whom; raises signing.BadSignature for anything else."""
    thread_id, person_id = signing.loads(ticket, salt=MUTE_SALT)
    return thread_id, person_id
