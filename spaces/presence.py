"""Who looks at a space now: kept in Redis for seconds, told to those who look at it too, and written down nowhere.

Each socket of a person is a member of its space's sorted set, scored by its last heartbeat. In a space with more than
fifty people at once nobody is shown: a thousand who come back together would tell each other a million times.
"""

from __future__ import annotations

import time
from asyncio import get_running_loop
from collections.abc import Awaitable
from weakref import WeakKeyDictionary

import structlog
from channels.layers import get_channel_layer
from django.conf import settings
from redis import RedisError
from redis.asyncio import BlockingConnectionPool, Redis

from spaces import live

log = structlog.get_logger(__name__)
# Three heartbeats of a page.
HERE_SECONDS = 40
MOST_SHOWN = 50
# Sockets of a space that are looked at; somebody may have the page open twice.
MOST_READ = 2 * MOST_SHOWN
# Whoever comes when all are in use waits: a thousand sockets return at once and need not have a connection each.
CONNECTIONS = 20
_clients: WeakKeyDictionary = WeakKeyDictionary()


async def come(space_id: int, person_id: int, socket: str) -> list[int]:
    """This socket's person looks at the space, now or still; gives who else does, and takes out who has gone silently."""
    now, key = time.time(), _key(space_id)
    async with _client().pipeline() as all_at_once:
        all_at_once.zrange(key, 0, MOST_READ, withscores=True)
        all_at_once.zremrangebyscore(key, "-inf", now - HERE_SECONDS)
        all_at_once.zadd(key, {f"{person_id}:{socket}": now})
        all_at_once.expire(key, 2 * HERE_SECONDS)
        before = (await all_at_once.execute())[0]
    here = _people(name for name, seen_at in before if seen_at >= now - HERE_SECONDS)
    for gone in _people(name for name, _seen_at in before) - here - {person_id}:
        await _tell(space_id, gone, is_here=False)
    if len(here) > MOST_SHOWN or len(before) > MOST_READ:
        return []
    if person_id not in here:
        await _tell(space_id, person_id, is_here=True)
    return sorted(here | {person_id})


async def go(space_id: int, person_id: int, socket: str) -> None:
    """This socket's person does not look at the space any more; another of theirs may."""
    key = _key(space_id)
    async with _client().pipeline() as all_at_once:
        all_at_once.zrem(key, f"{person_id}:{socket}")
        all_at_once.zrangebyscore(key, time.time() - HERE_SECONDS, "+inf", start=0, num=MOST_READ + 1)
        left, rest = await all_at_once.execute()
    here = _people(rest)
    is_crowded = len(here) > MOST_SHOWN or len(rest) > MOST_READ
    if left and person_id not in here and not is_crowded:
        await _tell(space_id, person_id, is_here=False)


async def quietly(deed: Awaitable[list[int] | None]) -> list[int]:
    """Presence is a courtesy: a Redis that is away ends no socket."""
    try:
        return await deed or []
    except (RedisError, OSError) as error:
        log.warning("presence_lost", error=type(error).__name__)
        return []


async def _tell(space_id: int, person_id: int, *, is_here: bool) -> None:
    frame = {"space": space_id, "here": {"person": person_id, "is_here": is_here}}
    for language in live.languages():
        await get_channel_layer().group_send(
            live.space_group(space_id, language), {"type": "frame", "frame": frame}
        )


def _people(names) -> set[int]:
    return {int(name.partition(b":")[0]) for name in names}


def _key(space_id: int) -> str:
    return f"{settings.CACHES['default']['KEY_PREFIX']}:here:{space_id}"


def _client() -> Redis:
    """One client a loop: a connection belongs to the loop in which it was opened."""
    loop = get_running_loop()
    if loop not in _clients:
        pool = BlockingConnectionPool.from_url(
            settings.REDIS_URL,
            max_connections=CONNECTIONS,
            timeout=5,
            socket_timeout=1,
            socket_connect_timeout=1,
        )
        _clients[loop] = Redis.from_pool(pool)
    return _clients[loop]
