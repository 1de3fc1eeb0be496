"""Every page that the three can reach: no violation, no complaint, nothing beside the screen, every picture shown."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.visitor import Visitor

MOST = 60
# Signing out ends the crawl, the administration is Django's own, and files are not pages.
LEFT_OUT = re.compile(
    r"^/(accounts/logout|admin|api|files|photos|captions|calendar|static|demo/enter)|\.csv$|\.ics$"
)
WIDE, PHONE = 1280, 390
OUTSIDE = ("/demo/", "/demo/outbox/", "/accounts/login/", "/come-in/nothing/", "/no-such-page/")
WHO = ("mara", "ines", "tom")
SHOWN = "all => all.filter(link => getComputedStyle(link).display !== 'none').map(link => link.href)"
FAULTS = """() => {
  const wide = document.documentElement.scrollWidth > innerWidth;
  const images = [...document.images].filter((image) => image.complete && !image.naturalWidth);
  const broken = images.map((image) => image.src);
  return [...(wide ? [`wider than the screen: ${document.documentElement.scrollWidth}`] : []), ...broken];
}"""


def route_of(path: str) -> str:
    """One row a route: numbers and names in an address are the same page with other content."""
    plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "#", urlsplit(path).path)
    return re.sub(r"/(\d+|[\w-]{30,})(?=/)", "/#", plain)


def links_of(visitor) -> list[str]:
    """The addresses on this page that lead to other pages of this host, less others' acts, which it does not show."""
    found = visitor.page.locator("a[href]").evaluate_all(SHOWN)
    site = urlsplit(visitor.site).netloc
    return [urlsplit(link).path for link in found if urlsplit(link).netloc == site]


@pytest.fixture(scope="session")
def pages(chromium, demo) -> dict[str, list[str]]:
    """One address of every route that links lead to, each with the first of the three who gets there."""
    found: dict[str, list[str]] = {}
    known: set[str] = set()
    for who in WHO:
        visitor = Visitor(chromium, demo, who)
        found[who] = crawl(visitor, known)
        visitor.close()
    return found


def crawl(visitor, known: set[str]) -> list[str]:
    """Follow links until no new route turns up; a page that does not answer with 200 is a fault."""
    found, waiting, seen = [], ["/"], set()
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        route = route_of(path)
        if LEFT_OUT.search(path) or route in seen:
            continue
        seen.add(route)
        answer = visitor.go(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        waiting += links_of(visitor)
        if route == "/" or route not in known:
            found.append(path)
    known |= seen
    return found


def faults_of(visitor, axe, path: str) -> list:
    """What is wrong with a page, in light and in dark, on a wide screen and on a phone."""
    found = []
    for scheme, width in (("light", WIDE), ("dark", WIDE), ("light", PHONE)):
        visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        visitor.page.set_viewport_size({"width": width, "height": 900})
        visitor.go(path)
        found += [(scheme, width, fault) for fault in [*axe(visitor.page), *visitor.page.evaluate(FAULTS)]]
        keep_picture(visitor, f"{route_of(path).strip('/').replace('/', '-') or 'home'}-{width}-{scheme}")
    visitor.page.set_viewport_size({"width": WIDE, "height": 900})
    return found


def keep_picture(visitor, name: str) -> None:
    """Pictures for people to look at, in the folder that COLLOQUY_PICTURES names."""
    if folder := os.environ.get("COLLOQUY_PICTURES"):
        visitor.page.screenshot(path=f"{folder}/{urlsplit(visitor.site).hostname}-{name}.png", full_page=True)


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_sound(visit, axe, pages, who):
    visitor = visit(who)
    faults = {path: faults_of(visitor, axe, path) for path in pages[who]}
    assert {path: found for path, found in faults.items() if found} == {}


def test_pages_before_signing_in_are_sound(visit, axe):
    visitor = visit()
    faults = {path: faults_of(visitor, axe, path) for path in OUTSIDE}
    # A page that says so answers with 404 or 410, and the browser notes it.
    visitor.complaints = [words for words in visitor.complaints if "status of 4" not in words]
    assert {path: found for path, found in faults.items() if found} == {}
