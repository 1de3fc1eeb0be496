"""What a run goes through, and in which size."""

from __future__ import annotations

import asyncio
import functools
import math
from dataclasses import dataclass, replace

from bench.faulting import breaking_crowds as crowds
from bench.faulting import breaking_services as services
from bench.faulting import breaking_web as web


@dataclass(frozen=True)
class Size:
    """How many people, rooms and pages, how fast they write, and how hard each fault is."""

    name: str
    people: int
    rooms: int
    in_a_room: int
    pages: int
    pace: float
    web_killed: int
    worker_killed: int
    redis_gone: float
    backends_killed: int
    postgres_gone: float
    cut_pages: int
    cut_seconds: float
    at_once: int
    burst: int
    never_read: int
    watch: float
    """How long lateness is watched without and with sockets that never read."""
    strict: bool = True
    """Whether figures of speed are held, or only said: a short run shares its machine with others."""

    @property
    def patience(self) -> float:
        return 1 if self.strict else 6


SHORT = Size("short", people=20, rooms=4, in_a_room=10, pages=20, pace=8, web_killed=4, worker_killed=2,
             redis_gone=6, backends_killed=2, postgres_gone=5, cut_pages=20, cut_seconds=10,
             at_once=40, burst=200, never_read=8, watch=0, strict=False)  # fmt: skip
LONG = Size("long", people=200, rooms=40, in_a_room=20, pages=200, pace=20, web_killed=60, worker_killed=10,
            redis_gone=60, backends_killed=20, postgres_gone=30, cut_pages=200, cut_seconds=60,
            at_once=1000, burst=10_000, never_read=50, watch=20)  # fmt: skip


def scaled(size: Size, by: float) -> Size:
    """The same faults under smaller crowds, whose figures are said and not held."""
    if by == 1:
        return size
    crowds = ("people", "rooms", "pages", "cut_pages", "at_once", "burst", "never_read")
    smaller = {name: math.ceil(getattr(size, name) * by) for name in crowds}
    return replace(size, name=f"{size.name} × {by:g}", pace=size.pace * by, strict=False, **smaller)


def scenarios(size: Size, only: list[str] | None) -> list[tuple]:
    """Names and deeds, in order."""
    never_read = functools.partial(
        crowds.never_read, count=size.never_read, strict=size.strict, watch=size.watch
    )
    every = [
        ("never read", beside(never_read) if size.name == "short" else never_read),
        ("web killed", functools.partial(web.web_killed, times=size.web_killed)),
        ("web restarted", web.web_restarted),
        ("worker killed", functools.partial(web.worker_killed, times=size.worker_killed)),
        ("poison task", web.poison),
        ("redis restarted", services.redis_restarted),
        ("redis emptied", services.redis_emptied),
        ("redis gone", functools.partial(services.redis_gone, seconds=size.redis_gone)),
        ("postgres backends ended", functools.partial(services.backend_killed, times=size.backends_killed)),
        ("postgres backend killed", services.backend_killed_outright),
        ("postgres restarted", functools.partial(services.postgres_gone, seconds=0)),
        ("postgres gone", functools.partial(services.postgres_gone, seconds=size.postgres_gone)),
        ("sockets cut", functools.partial(web.sockets_cut, pages=size.cut_pages, seconds=size.cut_seconds)),
        ("burst", functools.partial(crowds.burst, posts=size.burst)),
        ("at once", functools.partial(crowds.at_once, pages=size.at_once, strict=size.strict)),
    ]
    return [one for one in every if not only or any(one[0].startswith(word) for word in only)]


def beside(scenario):
    """Something that mostly waits goes on beside what follows; its end is awaited when all else has happened."""

    async def begin(run) -> dict:
        run.beside.append(asyncio.create_task(scenario(run)))
        return {}

    return begin
