"""Every page that the three can reach: no violation, no complaint, nothing beside the screen, every picture shown."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

MOST = 60
# Signing out ends the crawl, the administration is Django's own, and files are not pages.
LEFT_OUT = re.compile(
    r"^/(accounts/logout|admin|api|files|photos|captions|calendar|static|demo/enter)|\.csv$|\.ics$"
)
WHO = ("mara", "ines", "tom")
FAULTS = """() => {
  const wide = document.documentElement.scrollWidth > innerWidth;
  const broken = [...document.images].filter((image) => image.complete && !image.naturalWidth).map((image) => image.src);
  return [...(wide ? [`wider than the screen: ${document.documentElement.scrollWidth}`] : []), ...broken];
}"""


def route_of(path: str) -> str:
    """One row a route: numbers and names in an address are the same page with other content."""
    plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "#", urlsplit(path).path)
    return re.sub(r"/(\d+|[\w-]{30,})(?=/)", "/#", plain)


def links_of(visitor) -> list[str]:
    """The addresses on this page that lead to other pages of this host."""
    found = visitor.page.locator("a[href]").evaluate_all("all => all.map(link => link.href)")
    site = urlsplit(visitor.site).netloc
    return [urlsplit(link).path for link in found if urlsplit(link).netloc == site]


@pytest.fixture(scope="session")
def pages(chromium, demo) -> dict[str, list[str]]:
    """For each of the three one address of every route that links lead to."""
    from tests.journeys.visitor import Visitor

    found = {}
    for who in WHO:
        visitor = Visitor(chromium, demo, who)
        found[who] = crawl(visitor)
        visitor.close()
    return found


def crawl(visitor) -> list[str]:
    """Follow links until no new route turns up; a page that does not answer with 200 is a fault."""
    known, waiting = {}, ["/"]
    while waiting and len(known) < MOST:
        path = waiting.pop(0)
        if LEFT_OUT.search(path) or route_of(path) in known:
            continue
        known[route_of(path)] = path
        answer = visitor.go(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        waiting += links_of(visitor)
    return list(known.values())


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("who", WHO)
def test_every_page_is_sound(visit, axe, pages, who, dark):
    visitor = visit(who, dark=dark)
    faults = {}
    for path in pages[who]:
        visitor.go(path)
        if found := [*axe(visitor.page), *visitor.page.evaluate(FAULTS)]:
            faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("who", WHO)
def test_every_page_fits_a_phone(visit, axe, pages, who):
    visitor = visit(who, width=390)
    faults = {}
    for path in pages[who]:
        visitor.go(path)
        if found := [*axe(visitor.page), *visitor.page.evaluate(FAULTS)]:
            faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_before_signing_in_are_sound(visit, axe, width):
    visitor = visit(width=width)
    faults = {}
    for path in ("/demo/", "/demo/outbox/", "/accounts/login/", "/come-in/nothing/", "/no-such-page/"):
        visitor.go(path)
        if found := [*axe(visitor.page), *visitor.page.evaluate(FAULTS)]:
            faults[path] = found
    visitor.complaints = [words for words in visitor.complaints if "status of 4" not in words]
    assert faults == {}
