"""Every page, with what it loads at once, takes at most twelve queries, and no more when there is ten times as much."""

from __future__ import annotations

import itertools
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.crawl import routes
from tests.robustness.growing import grow

pytestmark = pytest.mark.django_db

MOST = 12
# Of these the first who gets a page at an address is counted.
PERSONAS, VIEWERS = ("TM", "MF", "LD", "MG", "AU", "MM"), 1
CAPTURES = {
    "cohort_id": ("cohort",), "thread_id": ("cohort thread",), "space_id": ("cohort space",), "person_id": ("TM",),
    "team_id": ("harbor",), "part_id": ("draft part 0",), "submission_id": ("handed-in submission",),
    "course_id": ("course",), "module_id": ("draft module",), "post_id": ("cohort post",), "hour_id": ("asked hour",),
    "community_id": ("open community",),
    "idea_id": ("cohort idea",), "talk_id": ("talk with the manager",), "source_id": ("cohort post",),
    "hand_in_id": ("shown hand-in",), "commitment_id": ("private promise",), "outcome_id": ("outcome of the shared promise",),
}  # fmt: skip
# The bell asks once for each kind of noun of which it tells, and no more for more lines.
BY_NOUN = ("/bell/",)
# Where somebody has no team the console asks four times more: for the teams, who sits there, and who waits.
WITH_SEATS = ("/console/", 16)
# Catching up asks once for each kind of noun that it brings, however many there are: its own tests count that.
NO_PAGE = ("space_after",)
KINDS = ("lesson", "discussion", "quiz", "team_task", "commitment", "talk", "survey")
AT_ONCE = re.compile(r"<[^>]*hx-trigger=\"[^\"]*\bload\b[^\"]*\"[^>]*>")
# What is noted when a page has loaded (that somebody opened it) is a write by itself, and no part of the page.
ADDRESS = re.compile(r"hx-get=\"([^\"]*)\"")
BESIDE = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def test_no_page_takes_more_queries_with_more_rows(whole_world, clients):
    world = whole_world
    small = {}
    for address in _pages(world):
        small |= dict(itertools.islice(_answers(clients, [(p, address) for p in PERSONAS]), VIEWERS))
    assert len(small) > 60
    with transaction.atomic():
        grow(world)
        large = dict(_answers(clients, small))
        transaction.set_rollback(True)
    many = {
        page: (small[page], n)
        for page, n in large.items()
        if max(n, small[page]) > _most_of(page[1]) and page[1] not in BY_NOUN
    }
    # A list that was empty asks once for what hangs on its rows as soon as it has one.
    growing = {page: (small[page], n) for page, n in large.items() if n > small[page] + 1}
    assert many == {}
    assert growing == {}


def _most_of(address: str) -> int:
    page, most = WITH_SEATS
    return most if address.endswith(page) else MOST


def _pages(world) -> list[str]:
    return [
        address for route in routes() if route.name not in NO_PAGE for address in _addresses(world, route)
    ]


def _addresses(world, route) -> list[str]:
    known = {name: str(world[labels[0]].pk) for name, labels in CAPTURES.items()} | {"number": "0"}
    known["stable_id"] = str(world["lesson"].stable_id)
    if "activity_id" in route.uuids:
        return [
            reverse(route.name, kwargs=_of(route, known | {"activity_id": world[k].stable_id})) for k in KINDS
        ]
    known["activity_id"] = str(world["draft quiz"].pk)
    if set(route.captures) - known.keys():
        return []  # files, feeds and tickets show no lists
    return [reverse(route.name, kwargs=_of(route, known))]


def _of(route, known: dict) -> dict:
    return {name: known[name] for name in route.captures}


def _answers(clients, pages):
    """Of these people and addresses those that get a page, with the queries that it took; nothing stays written."""
    for persona, address in pages:
        cache.clear()
        with transaction.atomic():
            count = _count(clients[persona], address)
            transaction.set_rollback(True)
        if count is not None:
            yield (persona, address), count


def _count(client, address: str) -> int | None:
    """The queries of a page and of what it asks for when it has loaded; None where there is none for this person."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
        if answer.status_code != 200:
            return None
        if answer.get("Content-Type", "").startswith("text/html"):
            for element in AT_ONCE.findall(answer.content.decode()):
                for further in ADDRESS.findall(element):
                    assert client.get(unescape(further)).status_code == 200
        elif answer.streaming:
            b"".join(answer.streaming_content)
    return sum(not query["sql"].startswith(BESIDE) for query in asked.captured_queries)
