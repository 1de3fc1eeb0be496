"""One run: people who write at a pace, pages that stay open, and the words by which scenarios speak of both."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable

import psycopg2

from bench.faulting.ledger import Ledger, p95_ms
from bench.faulting.reader import Page, Shown
from bench.faulting.stack import FaultyStack
from bench.faulting.world import World
from bench.faulting.writer import Writer

NUMBERS = "SELECT id, last_number FROM spaces_space"
STATE = """SELECT s.id, s.last_number, t.post_count,
    (SELECT coalesce(max(p.id), 0) FROM discussions_post p WHERE p.thread_id = t.id)
    FROM spaces_space s JOIN discussions_thread t ON t.space_id = s.id"""


class TooLong(Exception):
    """Something that had to come back in time did not."""


class Run:
    """The load on one stack; scenarios go through it one after another."""

    def __init__(self, stack: FaultyStack, world: World, pace: float, patience: float):
        """With patience more than 1 a busy machine may take that much longer for everything."""
        self.stack, self.world, self.pace, self.patience = stack, world, pace, patience
        self.ledger = Ledger()
        self.pages: list[Page] = []
        self.all_pages: list[Page] = []
        self.idle = [Writer(stack.web, self.ledger, person, n) for n, person in enumerate(world.people)]
        self.busy: set[asyncio.Task] = set()
        self.pacing: asyncio.Task | None = None
        self.beside: list[asyncio.Task] = []

    # Readers

    def open_pages(self, count: int) -> list[Page]:
        """Each page shows one or two of its person's rooms, as they stand now."""
        people, state = self.world.people, _patiently(self.state)
        opened = []
        for place in range(count):
            person = people[place % len(people)]
            rooms = random.sample(person.rooms, min(2, len(person.rooms)))
            opened.append(Page(self.stack, self.ledger, person, self.shown(rooms, state)))
        return self.adopt(opened)

    def state(self) -> dict[int, list[int]]:
        """Of each space: the journal's number, how many posts stand there, and the last one's id, at one moment."""
        return {space: numbers for space, *numbers in self.stack.rows(STATE)}

    def shown(self, rooms: list, state: dict[int, list[int]]) -> list[Shown]:
        return [Shown(room, *state[room.space]) for room in rooms]

    def adopt(self, pages: list[Page]) -> list[Page]:
        for page in pages:
            page.open()
        self.pages += pages
        self.all_pages += pages
        return pages

    async def close_pages(self, pages: list[Page]) -> None:
        """They keep what they have shown: the verdict looks at it too."""
        await asyncio.gather(*(page.close() for page in pages))
        self.pages = [page for page in self.pages if page not in pages]

    # Writers

    def start_writing(self) -> None:
        self.pacing = asyncio.create_task(self._write_at_pace())

    async def stop_writing(self, limit: float = 90) -> None:
        """Nobody begins anything new; what was begun is sent until it is acknowledged."""
        if self.pacing:
            self.pacing.cancel()
        await self.until("everything sent is acknowledged", lambda: not self.busy, limit)

    async def write_all(self, count: int) -> float:
        """This many posts as fast as they are accepted; the seconds it took."""
        began, left = time.monotonic(), count
        while left or self.busy:
            while left and self.idle:
                self._begin()
                left -= 1
            await asyncio.sleep(0.005)
        return time.monotonic() - began

    async def _write_at_pace(self) -> None:
        due = time.monotonic()
        while True:
            now = time.monotonic()
            if now >= due:
                due = max(due, now - 1) + 1 / self.pace
                if self.idle:
                    self._begin()
            await asyncio.sleep(max(0.002, due - now))

    def _begin(self) -> None:
        writer = self.idle.pop(random.randrange(len(self.idle)))
        task = asyncio.create_task(writer.write())
        self.busy.add(task)
        task.add_done_callback(lambda done: (self.busy.discard(done), self.idle.append(writer)))

    # What scenarios say

    async def until(self, what: str, is_so: Callable[[], bool], limit: float) -> float:
        """How long it took until it was so; beyond the limit the scenario has failed."""
        began, limit = time.monotonic(), limit * self.patience
        while not await asyncio.to_thread(_safely, is_so):
            if time.monotonic() - began > limit:
                raise TooLong(f"{what}: not within {limit:g} s")
            await asyncio.sleep(0.05)
        return round(time.monotonic() - began, 2)

    async def rows(self, sql: str, *values) -> list[tuple]:
        return await asyncio.to_thread(_patiently, self.stack.rows, sql, *values)

    async def writes_again(self, limit: float) -> float:
        """Seconds until something sent from now on is accepted."""
        now = time.monotonic()
        said = self.ledger.said
        return await self.until(
            "writing again", lambda: any(one.acknowledged_at > now for one in said[-500:]), limit
        )

    async def caught_up(self, limit: float) -> float:
        """Seconds until every open page shows all that PostgreSQL holds now."""
        numbers = dict(await self.rows(NUMBERS))
        return await self.until(
            "pages caught up", lambda: all(page.has_seen(numbers) for page in self.pages), limit
        )

    async def readers_done(self, limit: float) -> float:
        """Seconds until the bell has read every journal as far as it goes now."""
        numbers = dict(await self.rows(NUMBERS))
        return await self.until("the bell read every journal", lambda: self._has_read(numbers), limit)

    def _has_read(self, numbers: dict[int, int]) -> bool:
        read = dict(self.stack.rows("SELECT space_id, number FROM spaces_cursor WHERE reader = 'bell'"))
        return all(read.get(space, 0) >= number for space, number in numbers.items())

    def answers_since(self, moment: float) -> dict:
        return {"accepted": len(self.accepted_since(moment)), "p95_ms": p95_ms(self.ledger.since(moment))}

    def accepted_since(self, moment: float) -> list:
        return [said for said in self.ledger.said if said.acknowledged_at >= moment]


def _patiently(ask: Callable, *words, limit: float = 20):
    """PostgreSQL may just be coming back."""
    end = time.monotonic() + limit
    while True:
        try:
            return ask(*words)
        except psycopg2.OperationalError:
            if time.monotonic() > end:
                raise TooLong("PostgreSQL does not answer") from None
            time.sleep(0.1)


def _safely(is_so: Callable[[], bool]) -> bool:
    """While PostgreSQL is away nothing is so."""
    try:
        return is_so()
    except psycopg2.OperationalError:
        return False
