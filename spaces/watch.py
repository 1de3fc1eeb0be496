"""The sockets of this process, and a round that finds what no frame told them.

Frames may be lost: a page's process dies after its commit, Redis is away. Every few seconds one query compares the
journals' numbers with what each socket was told; whoever is behind is greeted again and catches up.
"""

from __future__ import annotations

import asyncio

import structlog
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from spaces.models import Space

log = structlog.get_logger(__name__)
ROUND_SECONDS = 3
# On a machine that is too busy frames come late, and greeting everybody ever again would make it busier.
REST_SECONDS = 6
# A greeted page catches up at once: so many a second may, once so many have, that the pages of others are served too.
GREETED_PER_SECOND = 45
GREETED_AT_ONCE = 25
_sockets: set = set()
_next_turn = 0.0
_looking: dict = {}
_rounds: asyncio.Task | None = None


def add(socket) -> None:
    """From now on the rounds look after this socket; `socket.told` holds the numbers it was told."""
    global _rounds
    _sockets.add(socket)
    if _rounds is None or _rounds.done():
        _rounds = asyncio.create_task(_go_round())


def remove(socket) -> None:
    _sockets.discard(socket)


def turn() -> float:
    """How many seconds it is until one's turn to be greeted: none, unless a thousand others came back with us."""
    global _next_turn
    now = asyncio.get_running_loop().time()
    _next_turn = max(_next_turn, now - GREETED_AT_ONCE / GREETED_PER_SECOND) + 1 / GREETED_PER_SECOND
    return max(0.0, _next_turn - now)


async def _go_round() -> None:
    redis_was_away, numbers = False, {}
    while _sockets:
        await asyncio.sleep(ROUND_SECONDS)
        redis_is_away = await _redis_is_away()
        try:
            # What was said to persons while Redis was away is in no journal: look after everybody once it is back.
            everybody = redis_was_away and not redis_is_away
            # A round ago, so that the frame of what was just committed has its time.
            for socket in list(_sockets) if everybody else _behind(numbers):
                _look_after(socket)
            redis_was_away = redis_is_away
            numbers = await _numbers({space for socket in _sockets for space in socket.told})
        except Exception as error:  # the database may be away as well
            log.warning("round_failed", error=type(error).__name__)


def _look_after(socket) -> None:
    """Apart from the round: one socket that takes nothing must not hold up the others."""
    if socket in _sockets and socket not in _looking:
        _looking[socket] = asyncio.create_task(socket.look_again())
        _looking[socket].add_done_callback(lambda done: _looked_after(socket, done))


def _looked_after(socket, done: asyncio.Task) -> None:
    _looking.pop(socket, None)
    if not done.cancelled() and done.exception():
        log.warning("look_failed", error=type(done.exception()).__name__)


def _behind(numbers: dict[int, int]) -> list:
    now = asyncio.get_running_loop().time()
    return [
        socket
        for socket in _sockets
        if now - socket.greeted_at > REST_SECONDS
        and any(numbers.get(space, 0) > number for space, number in socket.told.items())
    ]


async def _redis_is_away() -> bool:
    try:
        async with asyncio.timeout(ROUND_SECONDS):
            await get_channel_layer().send("rounds", {"type": "ping"})
    except Exception:  # the layer raises what its client and its connection raise
        return True
    return False


@database_sync_to_async
def _numbers(spaces: set[int]) -> dict[int, int]:
    return dict(Space.objects.filter(pk__in=spaces).values_list("pk", "last_number"))
