"""Every address of the product: the patterns of its resolver, and those that the world's things give to them."""

from __future__ import annotations

import itertools
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import redis
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from config.celery import app as celery
from tests.access.canaries import text_of
from tests.access.world import PERSONAS, World

# One row each: other people's houses, which register nothing private here.
ONE_ROW = {"admin": "admin", "accounts": "account"}
UPLOADS = "http://uploads.testserver"


@dataclass(frozen=True)
class Route:
    """A pattern: its name, its whole path, and the names of what it captures."""

    name: str
    path: str
    captures: tuple[str, ...] = ()
    uuids: frozenset[str] = frozenset()


@dataclass
class Answer:
    """What a persona got at an address."""

    route: str
    address: str
    status: int
    text: str
    content_type: str = ""
    is_page: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_page = self.content_type.startswith("text/html")


def routes() -> list[Route]:
    """Every pattern of the resolver, but those of Django's admin and of allauth."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns, before: str) -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if path.split("/")[0] in ONE_ROW:
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            kinds = pattern.pattern.converters
            uuids = frozenset(name for name, kind in kinds.items() if isinstance(kind, UUIDConverter))
            yield Route(pattern.name or path, path, tuple(kinds), uuids)


def values(world: World, route: Route) -> dict[str, list]:
    """For each thing that a route captures all the values that the world has for it."""
    known: dict[str, list] = {}
    for where in world.at.values():
        for name, value in where.items():
            kept = known.setdefault(name, [])
            if value not in kept and isinstance(value, uuid.UUID) == (name in route.uuids):
                kept.append(value)
    return {name: known.get(name, [])[: MOST.get(route.name)] for name in route.captures}


# Each persona meets each thing, and each route each persona and each thing; all three at once with --deep.
DEEP, FEW = "COLLOQUY_DEEP" in os.environ, 9
# Of many that are alike a few.
MOST = {"captions": 2, "photo": 2}


def addresses(world: World, route: Route, persona: str) -> list[str]:
    """The route for everything in the world; a calendar's address is its key, so each persona has only their own."""
    if "key" in route.captures:
        person = world.people.get(persona)
        return [reverse(route.name, args=[person.calendar_key])] if person else []
    choices = values(world, route)
    found = [
        reverse(route.name, kwargs=dict(zip(choices, row, strict=True)))
        for row in itertools.product(*choices.values())
    ]
    return [address + more for address in found for more in ("", *MORE.get(route.name, ()))]


# Beside the plain address: what a page answers to a search, a filter or a scripted fetch.
MORE = {
    "people": ("?q=zq", "?q=Mara"),
    "people_to_mention": ("?q=m",),
    "similar_threads": ("?title=pwned+onclick",),
    "board": ("?kind=question", "?kind=unanswered"),
    "thread": ("?from=1",),
    "api_threads": ("?space={space}",),
    "search": ("?q=zq", "?q=xpwned", "?q=x+or+pwned&space={space}", "?q=pwnd"),
    "api_search": ("?q=pwned+or+onclick",),
}


def crawl(world: World, client: Client, persona: str, *, names=None) -> Iterator[Answer]:
    """Get a route's addresses as this persona, of many that are alike a part; a file is followed to the other origin."""
    for place, route in enumerate(routes()):
        if names is not None and route.name not in names:
            continue
        found = list(_filled(world, addresses(world, route, persona)))
        for address in found if DEEP else part_of(found, place + PERSONAS.index(persona)):
            answer = get(client, route.name, address)
            if answer.status == 405:
                break
            yield answer


def part_of(found: list[str], turn: int) -> list[str]:
    """All of a few; of many a third, another one at the next turn, so that in three everything has had one."""
    if len(found) <= FEW:
        return found
    return [address for i, address in enumerate(found) if (i + i // 3 + turn) % 3 == 0]


def _filled(world: World, found: list[str]) -> Iterator[str]:
    for address in found:
        if "{space}" in address:
            spaces = [where["space_id"] for where in world.at.values() if "space_id" in where]
            yield from (address.format(space=pk) for pk in spaces)
        else:
            yield address


def get(client: Client, name: str, address: str, **headers) -> Answer:
    response = client.get(address, headers=headers or None)
    if response.status_code == 302 and response["Location"].startswith(UPLOADS):
        with override_settings(ROOT_URLCONF="config.urls_uploads"):
            response = Client().get(response["Location"].removeprefix(UPLOADS))
    return Answer(name, address, response.status_code, text_of(response), response.get("Content-Type", ""))


def names_in_redis() -> str:
    """The names of everything in the cache and in the live layer, and all that waits for the workers."""
    kept = redis.Redis.from_url(settings.REDIS_URL)
    queue = redis.Redis.from_url(_queue_url())
    waiting = [queue.lrange(name, 0, -1) for name in queue.scan_iter(_type="LIST")]
    return repr((list(kept.scan_iter(count=1000)), list(queue.scan_iter(count=1000)), waiting))


def _queue_url() -> str:
    """The broker's database, as the cache's client reads an address."""
    url = celery.conf.broker_url
    return url.replace("redis+socket", "unix").replace("virtual_host", "db")
