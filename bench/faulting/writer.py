"""Somebody who writes: sends each post with its key again and again until it is acknowledged."""

from __future__ import annotations

import asyncio
import random
import re
import time

from bench.faulting.asking import Answer, Broken, ask
from bench.faulting.ledger import Ledger, Said

POST_ID = re.compile(rb'id="post-(\d+)"')
# A person told "come back in 5 seconds" does; the load asks sooner, so that a recovery is seen when it happens.
ASKS_AGAIN = 0.5
# So many posts name somebody.
NAMES = 0.2


class Writer:
    """One person in their spaces."""

    def __init__(self, address: str, ledger: Ledger, person, seed: int):
        self.address, self.ledger, self.person = address, ledger, person
        self.chance = random.Random(seed)
        self.excused: set[str] = set()

    async def write(self) -> Said:
        """Say one thing somewhere, and come back when it is acknowledged."""
        room = self.chance.choice(self.person.rooms)
        named = tuple(self.chance.sample(room.away, 1)) if self.chance.random() < NAMES else ()
        said = self.ledger.begin(Said(room.space, room.thread, self.person.pk, named))
        while not said.post:
            if not await self._send(said):
                await asyncio.sleep(ASKS_AGAIN * (0.5 + self.chance.random()))
        return said

    async def _send(self, said: Said) -> bool:
        began = time.monotonic()
        form = {"body": said.body, "body_format": "html", "key": said.key}
        try:
            answer = await ask(self.address, f"/threads/{said.thread}/reply/", self.person.session, form)
        except Broken as error:
            self.ledger.answered(f"broken {error}", time.monotonic() - began)
            return False
        self.ledger.answered(str(answer.status), time.monotonic() - began)
        found = POST_ID.search(answer.body) if answer.status == 200 else None
        if found:
            self.ledger.acknowledge(said, int(found[1]))
        else:
            judge(self.ledger, answer, "a reply")
        return bool(found)


def judge(ledger: Ledger, answer: Answer, what: str) -> None:
    """An answer other than what was asked for: only 503 with a time to come back is excused."""
    if answer.is_sign_in:
        ledger.went_wrong(f"{what}: signed out")
    elif answer.status != 503:
        ledger.went_wrong(f"{what}: {answer.status}")
    elif not answer.headers.get("retry-after", "").isdecimal():
        ledger.went_wrong(f"{what}: 503 without Retry-After")
