"""Every page that the three can reach: no violation, no complaint, nothing beside the screen, every picture shown."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

MOST = 60
# Signing out ends the crawl, the administration is Django's own, and files are not pages.
LEFT_OUT = re.compile(
    r"^/(accounts/logout|admin|api|files|photos|captions|calendar|static|demo/enter)|\.csv$|\.ics$"
)
WIDE, PHONE = 1280, 390
DEEP = "COLLOQUY_DEEP" in os.environ
# A theme is other colors, a phone another order of the same elements.
COLORS = ("color-contrast", "link-in-text-block")
LOOKS = (
    ("light", WIDE, {}),
    ("dark", WIDE, {"runOnly": COLORS}),
    ("light", PHONE, {"rules": {rule: {"enabled": False} for rule in COLORS}}),
)
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
def known() -> set[str]:
    """Routes that one of the three has been to; whoever follows need not look at them again."""
    return set()


def crawl(visitor, known: set[str]) -> Iterator[str]:
    """Follow links until no new route turns up, and stay at each a while; one that does not answer with 200 is a fault."""
    found, waiting, seen = 0, ["/"], set()
    while waiting and found < MOST:
        path = waiting.pop(0)
        route = route_of(path)
        if LEFT_OUT.search(path) or route in seen:
            continue
        seen.add(route)
        answer = visitor.go(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        waiting += links_of(visitor)
        if route == "/" or route not in known:
            found += 1
            yield path
    known |= seen


def faults_of(visitor, axe, path: str) -> list:
    """What is wrong with the page that stands open: its template once, its colors in each theme, its width on a phone.

    bin/test --deep loads it for each, and looks for everything each time.
    """
    found = []
    for scheme, width, rules in LOOKS:
        visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        visitor.page.set_viewport_size({"width": width, "height": 900})
        if DEEP:
            visitor.go(path)
        # What is found while a theme is still being painted is asked for once more.
        asked = {} if DEEP else rules
        wrong = axe(visitor.page, **asked) and axe(visitor.page, **asked)
        found += [(scheme, width, fault) for fault in [*wrong, *visitor.page.evaluate(FAULTS)]]
        keep_picture(visitor, f"{route_of(path).strip('/').replace('/', '-') or 'home'}-{width}-{scheme}")
    visitor.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    visitor.page.set_viewport_size({"width": WIDE, "height": 900})
    return found


def keep_picture(visitor, name: str) -> None:
    """Pictures for people to look at, in the folder that COLLOQUY_PICTURES names."""
    if folder := os.environ.get("COLLOQUY_PICTURES"):
        visitor.page.screenshot(path=f"{folder}/{urlsplit(visitor.site).hostname}-{name}.png", full_page=True)


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_sound(visit, axe, known, who):
    visitor = visit(who)
    faults = {path: faults_of(visitor, axe, path) for path in crawl(visitor, known)}
    assert faults
    assert {path: found for path, found in faults.items() if found} == {}


def test_pages_before_signing_in_are_sound(visit, axe):
    visitor = visit()
    faults = {}
    for path in OUTSIDE:
        visitor.go(path)
        faults[path] = faults_of(visitor, axe, path)
    # A page that says so answers with 404 or 410, and the browser notes it.
    visitor.complaints = [words for words in visitor.complaints if "status of 4" not in words]
    assert {path: found for path, found in faults.items() if found} == {}
