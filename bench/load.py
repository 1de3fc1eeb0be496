"""The load: a few clients that ask one thing after another, each request's status asserted."""

from __future__ import annotations

import gzip
import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

TAG = re.compile(rb"<[^>]*\bhx-trigger=\"[^\"]*\bload\b[^\"]*\"[^>]*>")
ASKS = re.compile(rb"\bhx-(get|post)=\"([^\"]+)\"")
CSRF = "b" * 32
# So many requests a run, however slow the machine: CPU is counted in hundredths of a second.
LEAST = 120
# The server closes a connection that was silent for five seconds.
IDLE = 3


@dataclass(frozen=True)
class Ask:
    """One request: by whom, for what, and what must come back."""

    path: str
    session: str
    form: dict | None = None
    status: int = 200
    htmx: bool = False
    autosave: bool = False


@dataclass(frozen=True)
class Ran:
    """What a stretch of load gave: each request's seconds, and how long all of it took."""

    seconds: list[float]
    wall: float


class Wrong(Exception):
    """Another status than the one that had to come."""


class Browser:
    """One kept connection that asks as different people."""

    def __init__(self, address: str, cookie: str):
        self.connection = http.client.HTTPConnection(address, timeout=30)
        self.cookie = cookie
        self.asked_at = time.monotonic()

    def ask(self, ask: Ask) -> bytes:
        if time.monotonic() - self.asked_at > IDLE:
            self.connection.close()
        self.asked_at = time.monotonic()
        headers = {"Cookie": f"{self.cookie}={ask.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        if ask.htmx:
            headers["HX-Request"] = "true"
        if ask.autosave:
            headers["X-Autosave"] = "1"
        body = None
        if ask.form is not None:
            body = urlencode(ask.form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("GET" if body is None else "POST", ask.path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != ask.status:
            raise Wrong(f"{ask.path}: {answer.status} instead of {ask.status}: {text[:300]!r}")
        return text

    def load(self, ask: Ask, fragments: list[Ask]) -> int:
        """A page with all that it fetches at once; how many bytes a front server would send of it."""
        return sum(len(gzip.compress(self.ask(one), 6)) for one in (ask, *fragments))


def fragments_of(page: bytes, ask: Ask) -> list[Ask]:
    """What a page fetches by itself as soon as it is there."""
    found = [match for tag in TAG.findall(page) for match in ASKS.findall(tag)]
    forms = {b"get": None, b"post": {}}
    return [
        Ask(path.decode().replace("&amp;", "&"), ask.session, forms[verb], htmx=True) for verb, path in found
    ]


def run(
    address: str, cookie: str, asks: Callable[[int], Iterator[list[Ask]]], *, seconds: float, clients: int
) -> Ran:
    """Let `clients` ask without pause for some seconds, and LEAST times; `asks(place)` gives each client its pages."""
    took: list[list[float]] = [[] for _ in range(clients)]
    wrong: list[Exception] = []
    end = time.monotonic() + seconds

    def work(place: int) -> None:
        browser = Browser(address, cookie)
        try:
            for page in asks(place):
                began = time.monotonic()
                if wrong or (began > end and len(took[place]) * clients >= LEAST):
                    return
                for ask in page:
                    browser.ask(ask)
                took[place].append(time.monotonic() - began)
        except Exception as error:  # told by whoever started the clients
            wrong.append(error)

    began = time.monotonic()
    threads = [threading.Thread(target=work, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return Ran([one for client in took for one in client], time.monotonic() - began)
