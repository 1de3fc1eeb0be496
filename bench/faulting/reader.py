"""Somebody who reads: what live-page.js and live-socket.js do, by the same rules and with the same patience."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import time

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from bench.faulting.asking import Broken, ask
from bench.faulting.ledger import Ledger
from bench.faulting.writer import judge

PING, ANSWER, SHORTEST_WAIT, LONGEST_WAIT, POLL, POLL_SPREAD = 12.0, 10.0, 0.25, 8.0, 6.0, 4.0
POST_ID = re.compile(r'<article class="post[^>]* id="post-(\d+)"')
SPACES = re.compile(r'data-spaces="([\d: ]*)"')


class Shown:
    """What a page shows of one space: posts in the order in which they came to stand there."""

    def __init__(self, room, number: int, posts: int, after: int):
        """The page was loaded when the journal stood at this number, with so many posts up to this one."""
        self.room, self.number, self.had, self.after = room, number, posts, after
        self.posts: dict[int, float] = {}

    def show(self, html: str) -> None:
        for found in POST_ID.findall(html):
            if int(found) > self.after:
                self.posts.setdefault(int(found), time.monotonic())


class Page:
    """One open tab on the threads of some rooms."""

    def __init__(self, stack, ledger: Ledger, person, shown: list[Shown]):
        self.web, self.sockets, self.origin = stack.web, stack.sockets, f"http://{stack.web}"
        self.ledger, self.person = ledger, person
        self.shown = {one.room.space: one for one in shown}
        self.work: asyncio.Queue = asyncio.Queue()
        self.socket: ClientConnection | None = None
        self.opened, self.tries, self.codes, self.patient_until = 0, 0, [], 0.0
        self.tasks: list[asyncio.Task] = []

    def open(self) -> Page:
        self.tasks = [asyncio.create_task(part()) for part in (self._connected, self._working, self._polling)]
        return self

    async def close(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def cut(self) -> None:
        """Pull the cable."""
        if self.socket:
            self.socket.transport.abort()

    @property
    def is_open(self) -> bool:
        return self.socket is not None

    def shown_at(self):
        return (pair for shown in self.shown.values() for pair in shown.posts.items())

    def has_seen(self, numbers: dict[int, int]) -> bool:
        return all(shown.number >= numbers.get(space, 0) for space, shown in self.shown.items())

    # The socket

    async def _connected(self) -> None:
        query = f"spaces={','.join(map(str, self.shown))}&lang=en"
        cookie = {"Cookie": f"colloquy_session={self.person.session}"}
        while True:
            with contextlib.suppress(OSError, WebSocketException, InvalidHandshake, TimeoutError, EOFError):
                async with connect(
                    f"ws://{self.sockets}/live/?{query}", origin=self.origin, additional_headers=cookie,
                    compression=None, ping_interval=None, open_timeout=10, close_timeout=1, proxy=None,
                ) as socket:  # fmt: skip
                    await self._listen(socket)
            self.socket = None
            longest = min(LONGEST_WAIT, 2**self.tries)
            self.tries += 1
            await asyncio.sleep(SHORTEST_WAIT + random.random() * longest)

    async def _listen(self, socket: ClientConnection) -> None:
        asked = False
        while True:
            try:
                async with asyncio.timeout(ANSWER if asked else PING + self._wait()):
                    message = json.loads(await socket.recv())
            except TimeoutError:
                if asked:
                    return socket.transport.abort()
                asked = True
                await socket.send('{"ping":1}')
                continue
            asked = False
            self.patient_until = time.monotonic() + message.get("wait", 0)
            if "hello" in message:
                self.socket, self.tries, self.opened = socket, 0, self.opened + 1
            self.work.put_nowait(message)

    def _wait(self) -> float:
        """Seconds until it is this socket's turn, as far as it was told."""
        return max(0.0, self.patient_until - time.monotonic())

    # The page

    async def _polling(self) -> None:
        was_open = False
        while True:
            await asyncio.sleep(POLL + random.random() * POLL_SPREAD)
            was_open, is_open = self.is_open, was_open
            if not self.is_open and not is_open and not self._wait():
                for space in self.shown:
                    self.work.put_nowait({"space": space, "number": self.shown[space].number + 1})

    async def _working(self) -> None:
        while True:
            message = await self.work.get()
            if "hello" in message:
                for space, shown in self.shown.items():
                    now = message["hello"].get(str(space))
                    if now is None:
                        self.ledger.went_wrong("a socket lost sight of its space")
                    elif now > shown.number:
                        await self._catch_up(shown)
            elif message.get("space") in self.shown and "number" in message:
                await self._take(self.shown[message["space"]], message)

    async def _take(self, shown: Shown, frame: dict) -> None:
        if frame["number"] <= shown.number:
            return
        if frame.get("first", 0) != shown.number + 1 or frame.get("html") is None:
            return await self._catch_up(shown)
        shown.show(frame["html"])
        shown.number = frame["number"]

    async def _catch_up(self, shown: Shown) -> None:
        answer = await self._get(f"/spaces/{shown.room.space}/after/{shown.number}/")
        news = answer.json()
        if news["reload"]:
            return await self._load(shown)
        for line in news["lines"]:
            shown.show(line["html"])
        shown.number = max(shown.number, news["upto"])

    async def _load(self, shown: Shown) -> None:
        """Too much came: load the page again, window after window, from the last post that is shown."""
        number = None
        while True:
            html = (
                await self._get(f"/threads/{shown.room.thread}/?from={shown.had + len(shown.posts) + 1}")
            ).body.decode()
            had = len(shown.posts)
            watched = dict(pair.split(":") for pair in SPACES.search(html)[1].split())
            number = number or int(watched[str(shown.room.space)])
            shown.show(html)
            if len(shown.posts) == had:
                break
        shown.number = max(shown.number, number)

    async def _get(self, path: str):
        """Ask until it is answered: what is away comes back."""
        while True:
            with contextlib.suppress(Broken):
                answer = await ask(self.web, path, self.person.session)
                if answer.status == 200:
                    return answer
                judge(self.ledger, answer, path.split("/")[1])
            await asyncio.sleep(0.5 + random.random())
