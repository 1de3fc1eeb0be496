"""A team's work from a part to a signed review, by the keyboard alone: focus is never lost on the way."""

from __future__ import annotations

import json
import uuid

import pytest

from tests.journeys.room import Room
from tests.journeys.test_team_task import MAKE, OPEN_ROUND

HELD = """() => {
  const held = document.activeElement;
  const names = [held.getAttribute("aria-label"), ...[...(held.labels ?? [])].map((one) => one.innerText), held.innerText];
  return held === document.body ? "" : names.filter(Boolean).join(" ").trim() || held.localName;
}"""
STANDS_IN = (
    "(what) => document.activeElement !== document.body && Boolean(document.activeElement.closest(what))"
)
REST_IS_READY = """
from people.models import User
from teams import actions
from teams.models import Part
for part in Part.objects.filter(submission__team__space__team__cohort__space={space}, submission__team__name="Quay"):
    by = User.objects.get(memberships__space=part.submission.team.space, name="Bo Six")
    if not part.is_ready and part.owner is None:
        part = actions.take_part(part, by=by)
        part = actions.save_part(part, by=by, body="<p>Bo was here.</p>", revision=part.revision)
        actions.ready_part(part, by=by)
"""
TALK_OF_A_STEP = """
from discussions.actions import start_thread
from discussions.models import Thread
from people.models import User
from spaces.models import Space
start_thread(Space.objects.get(pk={space}), by=User.objects.get(name="Ines Carvalho"), title="One", body="<p>What?</p>")
print(Thread.objects.exclude(pk__in=Thread.objects.unbound()).filter(space={space}).first().pk)
"""


@pytest.fixture(scope="module")
def six(running) -> Room:
    """Two teams of three: Quay, whose Ada has no mouse, and Beacon, who have handed in."""
    made = running.shell(MAKE.format(mark=uuid.uuid4().hex[:8]))
    return Room(running, **json.loads(made.splitlines()[-1]))


@pytest.fixture
def ada(visit, six):
    return six.enter(visit(), "Ada")


def tab_to(visitor, words: str, *, most: int = 120) -> None:
    """Press Tab until what bears these words has the focus."""
    for _step in range(most):
        visitor.page.keyboard.press("Tab")
        if words in visitor.page.evaluate(HELD):
            return
    raise AssertionError(f"Tab never came to “{words}”")


def press(visitor, words: str, key: str = "Enter") -> None:
    """Go to a button by Tab, and press it; the page that answers is loaded."""
    tab_to(visitor, words)
    with visitor.page.expect_navigation(wait_until="load"):
        visitor.page.keyboard.press(key)


def stands_in(visitor, what: str) -> None:
    visitor.page.wait_for_function(STANDS_IN, arg=what)


def test_a_part_is_taken_written_and_handed_in(six, ada):
    ada.go(six.team)
    press(ada, "I take this part")
    stands_in(ada, "main")
    tab_to(ada, "Your part")
    ada.page.locator("[contenteditable=true]").wait_for()
    ada.page.keyboard.type("We decide who comes first.")
    press(ada, "Ready")
    stands_in(ada, "[id^=seat-]")
    six.running.shell(REST_IS_READY.format(space=six.space))
    ada.page.reload()
    tab_to(ada, "Hand in")
    ada.page.keyboard.press("Enter")
    press(ada, "Hand it in for all of us")
    stands_in(ada, ".moment")
    tab_to(ada, "Read what was handed in", most=2)


def test_a_review_is_written_and_signed(six, ada):
    ada.go(six.running.shell(OPEN_ROUND.format(space=six.space)).strip())
    press(ada, "Review it")
    for criterion in ada.page.locator("section[id^=mark-]").evaluate_all("all => all.map((one) => one.id)"):
        press(ada, "I take this criterion")
        stands_in(ada, f"#{criterion}")
        ada.page.keyboard.press("Tab")
        ada.page.keyboard.press("Space")
        ada.page.keyboard.press("ArrowDown")
        tab_to(ada, "Why")
        ada.page.keyboard.type("It can be read at arm's length.")
        press(ada, "Save")
        stands_in(ada, f"#{criterion}")
    press(ada, "Sign")
    stands_in(ada, "#signed")


def test_what_is_refused_is_where_one_goes_on(visit, six):
    """A conversation on which a step of the course stands is put into no other."""
    ines = visit("ines")
    ines.go(f"/threads/{six.running.shell(TALK_OF_A_STEP.format(space=six.space)).strip()}/merge/")
    press(ines, "Put it there")
    stands_in(ines, "main [role=alert]")
    ines.complaints.clear()  # the browser's word on an answer of 422
