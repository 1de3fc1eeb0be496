"""Browser journeys against the real thing: the demo's own web, socket, upload and worker processes, in Chromium."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.room import make_room
from tests.journeys.running import ROOT, Running, running_demo
from tests.journeys.six import make_six
from tests.journeys.visitor import Visitor

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


# Colors that are still changing are not judged; of what axe finds only the violations are carried over.
VIOLATIONS = """async (options) => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...options });
  return violations.map((one) => [one.id, one.nodes.slice(0, 4).map((node) => node.target.join(" "))]);
}"""


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """A demo with everything it runs, which is ours alone and ends with the tests.

    COLLOQUY_JOURNEYS names a folder whose data is kept; with COLLOQUY_JOURNEYS_AT the demo runs there already.
    """
    # Unix sockets and PostgreSQL's own user need a short folder that others may enter.
    kept = os.environ.get("COLLOQUY_JOURNEYS")
    folder = Path(kept or f"{tempfile.gettempdir()}/colloquy-journeys-{os.getuid()}-{os.getpid()}")
    if at := os.environ.get("COLLOQUY_JOURNEYS_AT"):
        with closing(Running(at, folder)) as there:
            yield there
        return
    with running_demo(folder, tmp_path_factory.mktemp("demo") / "log") as demo:
        yield demo
    if not kept:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def demo(running) -> str:
    return running.address


@pytest.fixture
def sign_in_link(running):
    """sign_in_link("jon.bergstrom@…", "/teams/1/") is a path that signs somebody in, as a mail's link does."""

    def make(email: str, leads_to: str = "/") -> str:
        token = running.shell(
            "from people.actions import make_sign_in_link\n"
            "from people.models import User\n"
            f"print(make_sign_in_link(User.objects.get(email={email!r}), leads_to={leads_to!r}))"
        )
        return f"/come-in/{token}/"

    return make


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as play:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, demo):
    """visit("mara") opens a browser of her own; every page must be without a complaint at the end."""
    visitors: list[Visitor] = []

    def open_visitor(key: str | None = None, **options) -> Visitor:
        visitors.append(Visitor(chromium, demo, key, **options))
        return visitors[-1]

    yield open_visitor
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe_source() -> str:
    return (ROOT / "tests" / "vendor" / "axe.min.js").read_text()


@pytest.fixture
def axe(axe_source):
    """axe(page) lists a page's violations; the source is evaluated, since a script tag would meet the policy."""

    def run(page, **options) -> list:
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(axe_source)
        return page.evaluate(VIOLATIONS, options)

    return run


@pytest.fixture(scope="module")
def room(running):
    """A running cohort with people of its own, so that no other journey's story is used up."""
    return make_room(running)


@pytest.fixture(scope="module")
def six(running):
    """Two teams of three, of which one writes in browsers and the other has handed in."""
    return make_six(running)
