"""What watchers of a space are told, after commit and never before; a Redis that is away costs nothing here.

A frame carries the entry's number. When everyone in the space may see the target, its fragment goes with it,
rendered once per language; otherwise only the number goes and pages fetch what they may see.
"""

from __future__ import annotations

import functools
import time
from collections import deque

import redis
import structlog
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from spaces import verbs
from spaces.models import is_late

log = structlog.get_logger(__name__)
LARGEST_FRAGMENT = 32_000
QUIET_PER_SECOND = 10
_recent: dict[int, deque] = {}


def space_group(space_id: int, language: str) -> str:
    return f"space-{space_id}-{language}"


def person_group(person_id: int) -> str:
    return f"person-{person_id}"


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def recorded(space, entries: list, targets: list) -> None:
    """Tell those who watch the space that its journal has grown; of what is long past nobody is told."""
    if all(is_late(entry) for entry in entries):
        return
    transaction.on_commit(functools.partial(_tell_recorded, space.pk, entries, targets), robust=True)


def membership_changed(space_id: int, person_id: int) -> None:
    """Let a person's open sockets check again which spaces they may watch."""
    _after_commit(person_group(person_id), {"type": "check.again", "space": space_id})


def readers_changed(space_id: int) -> None:
    """Let all who watch a space check again whether they may: others read it from now on."""
    for language in languages():
        _after_commit(space_group(space_id, language), {"type": "check.again", "space": space_id})


def signed_out(person_id: int) -> None:
    """Close the sockets of sessions that ended."""
    _after_commit(person_group(person_id), {"type": "check.session"})


def presence_changed(person_id: int) -> None:
    """Let a person's open sockets show them, and others to them, as they have now chosen."""
    _after_commit(person_group(person_id), {"type": "check.presence"})


def typing(space_id: int, *, person, where: str) -> None:
    """Somebody is writing; this is passed on and kept nowhere."""
    for language in languages():
        frame = {
            "space": space_id,
            "typing": {"where": where, "name": person.first_name, "person": person.pk},
        }
        _after_commit(space_group(space_id, language), {"type": "frame", "frame": frame})


def person_told(person_id: int, what: str, **data) -> None:
    """Something that concerns this person alone has changed, such as the bell."""
    _after_commit(person_group(person_id), {"type": "frame", "frame": {"told": what, **data}})


def _tell_recorded(space_id: int, entries: list, targets: list) -> None:
    numbers = {"space": space_id, "first": entries[0].number, "number": entries[-1].number}
    verb = _named(entries)
    quiet = len(entries) == 1 and _is_quiet(space_id)
    what = _what(entries[0], targets[0]) if len(entries) == 1 else {}
    for language in languages():
        frame = {**numbers, "verb": verb, **what}
        if quiet:
            frame |= _shown(entries[0], targets[0], language)
        _publish(space_group(space_id, language), {"type": "frame", "frame": frame})


def _named(entries: list) -> str:
    """The verb of the entries, where it is one and no secret."""
    names = {entry.verb for entry in entries}
    name = names.pop() if len(names) == 1 else ""
    return "" if verbs.known(name) and verbs.named(name).in_confidence else name


def _what(entry, target) -> dict:
    """Who did it to what, by their ids, where all may see it."""
    if not verbs.known(entry.verb) or not verbs.named(entry.verb).is_for_all(target):
        return {}
    return {"by": entry.by_id, "target": entry.target_id, "data": entry.data}


def _shown(entry, target, language: str) -> dict:
    """The target's markup, where all may see it; pages fetch what is not here.

    A verb without markup leaves nothing to fetch, so that a thousand pages need not ask who opened what.
    """
    verb = verbs.named(entry.verb) if verbs.known(entry.verb) else None
    if verb is None or not verb.is_for_all(target):
        return {"html": ""} if verb and not verb.template else {}
    return _fragment(verb, target, language)


def _fragment(verb: verbs.Verb, target, language: str) -> dict:
    if not verb.template:
        return {"html": ""}
    with translation.override(language):
        html = verb.fragment(target)
    return {"html": html} if len(html) <= LARGEST_FRAGMENT else {}


def _is_quiet(space_id: int) -> bool:
    """Whether this process pushed few enough frames into the space in the last second to send markup."""
    now, recent = time.monotonic(), _recent.setdefault(space_id, deque(maxlen=QUIET_PER_SECOND))
    busy = len(recent) == QUIET_PER_SECOND and now - recent[0] < 1
    recent.append(now)
    return not busy


def _after_commit(group: str, message: dict) -> None:
    transaction.on_commit(functools.partial(_publish, group, message), robust=True)


def _connect() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


_redis = SimpleLazyObject(_connect)


def _publish(group: str, message: dict) -> None:
    """Send as the channel layer would, without an event loop and a connection for each message."""
    layer = settings.CHANNEL_LAYERS["default"]
    channel = f"{layer['CONFIG']['prefix']}__group__{group}"
    try:
        _redis.publish(channel, get_channel_layer().serialize(message))
    except redis.RedisError as error:
        log.warning("live_push_lost", group=group, error=type(error).__name__)
