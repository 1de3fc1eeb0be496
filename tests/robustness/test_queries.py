"""Every page, with what it loads at once, takes at most twelve queries, and no more when there is ten times as much."""

from __future__ import annotations

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
PERSONAS = ("TM", "MF", "LD", "MG", "AU", "MM")
CAPTURES = {
    "cohort_id": ("cohort",), "thread_id": ("cohort thread",), "space_id": ("cohort space",), "person_id": ("TM",),
    "team_id": ("harbor",), "part_id": ("draft part 0",), "submission_id": ("handed-in submission",),
    "course_id": ("course",), "module_id": ("draft module",), "post_id": ("cohort post",), "hour_id": ("asked hour",),
    "commitment_id": ("private promise",), "outcome_id": ("outcome of the shared promise",),
}  # fmt: skip
# Catching up asks once for each kind of noun that it brings, however many there are: its own tests count that.
NO_PAGE = ("space_after",)
KINDS = ("lesson", "discussion", "quiz", "team_task", "commitment", "survey")
AT_ONCE = re.compile(r"<[^>]*hx-trigger=\"[^\"]*\bload\b[^\"]*\"[^>]*>")
# What is noted when a page has loaded (that somebody opened it) is a write by itself, and no part of the page.
ADDRESS = re.compile(r"hx-get=\"([^\"]*)\"")
BESIDE = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def test_no_page_takes_more_queries_with_more_rows(whole_world, clients):
    world, pages = whole_world, list(_pages(whole_world))
    small = _counts(clients, pages)
    assert len(small) > 60
    with transaction.atomic():
        grow(world)
        large = _counts(clients, [page for page in pages if page in small])
        transaction.set_rollback(True)
    many = {page: (small[page], n) for page, n in large.items() if max(n, small[page]) > MOST}
    growing = {page: (small[page], n) for page, n in large.items() if n > small[page]}
    assert many == {}
    assert growing == {}


def _pages(world):
    for route in routes():
        if route.name in NO_PAGE:
            continue
        for address in _addresses(world, route):
            yield from ((persona, address) for persona in PERSONAS)


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


def _counts(clients, pages) -> dict[tuple[str, str], int]:
    found = {}
    for persona, address in pages:
        cache.clear()
        with transaction.atomic():
            count = _count(clients[persona], address)
            transaction.set_rollback(True)
        if count is not None:
            found[persona, address] = count
    return found


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
