"""What the six pages cost, each with all that it loads at once, beside its floor in the same minutes."""

from __future__ import annotations

import functools
import itertools
import re
import uuid
from collections.abc import Iterator
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import cost, figures, load
from bench.load import Ask, Browser
from bench.stack import Stack
from bench.world import VIEWERS, World

NAMES = ("home", "cohort", "board", "thread50", "thread500", "reply")
CLIENTS = 4
CONTROL = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE", re.IGNORECASE)


class Pages:
    """The pages of one world, asked of one stack."""

    def __init__(self, stack: Stack, world: World):
        self.stack, self.world = stack, world
        self.cookie = settings.SESSION_COOKIE_NAME
        self.fragments: dict[str, list[Ask]] = {}

    def measure(self, *, seconds: float, rounds: int) -> dict[str, dict]:
        """Rounds over all pages, each beside its floor; figures are medians of rounds, times those of all rounds."""
        first = {name: self._first_look(name) for name in NAMES}
        ran = {name: [self._beside_floor(name, seconds) for _ in range(rounds)] for name in NAMES}
        return {name: {**_told(ran[name]), **first[name]} for name in NAMES}

    def _beside_floor(self, name: str, seconds: float) -> tuple:
        stack = self.stack
        product = self._run(name, stack.web, stack.pid("web"), self._asks, seconds)
        return product, self._run(name, stack.floor, stack.pid("floor"), self._floor_asks, seconds / 2)

    def _run(self, name: str, address: str, pid: int, asks, seconds: float) -> tuple[float, load.Ran]:
        """CPU milliseconds a request, and the run."""
        pids = [pid, self.stack.pid("postgres"), self.stack.pid("redis")]
        before = cost.cpu_seconds(pids)
        ran = load.run(
            address, self.cookie, lambda place: asks(name, place), seconds=seconds, clients=CLIENTS
        )
        return (cost.cpu_seconds(pids) - before) * 1000 / len(ran.seconds), ran

    # What is asked

    def _asks(self, name: str, place: int) -> Iterator[list[Ask]]:
        for session in self._sessions(name, place):
            page = self._ask(name, session)
            yield [page, *(Ask(f.path, session, f.form, f.status, f.htmx) for f in self.fragments[name])]

    def _ask(self, name: str, session: str) -> Ask:
        threads, cohort = self.world.threads, self.world.cohort
        if name == "reply":
            form = {"body": "<p>I tried this <b>yesterday</b>, and it helped.</p>", "body_format": "html"}
            path = f"/threads/{threads['reply'].pk}/reply/"
            return Ask(path, session, {**form, "key": str(uuid.uuid4())}, htmx=True)
        paths = {
            "home": "/",
            "cohort": f"/cohorts/{cohort.pk}/",
            "board": f"/spaces/{cohort.space_id}/board/",
            "thread50": f"/threads/{threads['50'].pk}/",
            "thread500": f"/threads/{threads['500'].pk}/",
        }
        return Ask(paths[name], session)

    def _floor_asks(self, name: str, place: int) -> Iterator[list[Ask]]:
        threads, cohort = self.world.threads, self.world.cohort
        number = {
            "home": cohort.pk,
            "cohort": cohort.pk,
            "board": cohort.space_id,
            "thread50": threads["50"].pk,
            "thread500": threads["500"].pk,
            "reply": threads["first"].pk,
        }[name]
        form = {"body": "<p>I tried this <b>yesterday</b>, and it helped.</p>"} if name == "reply" else None
        for session in self._sessions(name, place):
            yield [Ask(f"/floor/{name.rstrip('05')}/{number}/", session, form)]

    def _sessions(self, name: str, place: int) -> Iterator[str]:
        """Nobody may reply more often than people do, so that many people do."""
        sessions = self.world.sessions if name == "reply" else self.world.sessions[:VIEWERS]
        return itertools.islice(itertools.cycle(sessions), place * len(sessions) // CLIENTS, None)

    # The first look

    def _first_look(self, name: str) -> dict:
        """Queries and size, with everything warm: each viewer has been there once."""
        browser = Browser(self.stack.web, self.cookie)
        ask = self._ask(name, self.world.sessions[0])
        self.fragments[name] = load.fragments_of(browser.ask(ask), ask)
        for session in self.world.sessions[:VIEWERS] if name != "reply" else ():
            browser.ask(self._ask(name, session))
        # Over several connections: each worker compiles its templates and plans its queries for itself.
        for address, asks in ((self.stack.web, self._asks), (self.stack.floor, self._floor_asks)):
            load.run(address, self.cookie, functools.partial(asks, name), seconds=0, clients=CLIENTS)
        asks = [self._ask(name, ask.session), *self.fragments[name]]
        return {
            "queries": sum(map(self._queries, asks)),
            "kb": round(browser.load(asks[0], asks[1:]) / 1024, 1),
        }

    def _queries(self, ask: Ask) -> int:
        client = Client(headers={"host": self.stack.web, **({"hx-request": "true"} if ask.htmx else {})})
        client.cookies[self.cookie] = ask.session
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(ask.path) if ask.form is None else client.post(ask.path, ask.form)
        if answer.status_code != ask.status:
            raise load.Wrong(f"{ask.path}: {answer.status_code} instead of {ask.status}")
        return sum(not CONTROL.match(query["sql"]) for query in captured)


def _told(rounds: list[tuple]) -> dict:
    product, floor = [pair[0] for pair in rounds], [pair[1] for pair in rounds]
    seconds = [one for _cpu, ran in product for one in ran.seconds]
    return {
        "cpu_ms": figures.middle([cpu for cpu, _ran in product]),
        "floor_cpu_ms": figures.middle([cpu for cpu, _ran in floor]),
        **figures.in_ms(seconds),
        "rps": round(median(len(ran.seconds) / ran.wall for _cpu, ran in product), 1),
    }
