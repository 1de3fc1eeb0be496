"""A team of three takes parts, writes and hands in, reviews another team as a team, and says how useful a review was."""

from __future__ import annotations

import re

NAMES = ("Ada", "Bo", "Cy")
OPEN_ROUND = """
from cohorts.models import Cohort
from courses.models import Activity
from people.models import User
from teams import actions
cohort = Cohort.objects.get(space={space})
task = Activity.objects.get(module__version=cohort.version, kind="team_task")
round = actions.open_round(cohort, task, by=User.objects.get(name="Ines Carvalho"))
print(round.get_absolute_url())
"""
OTHERS_REVIEW = """
from people.models import User
from teams import actions
from teams.models import Review, ReviewRound
round = ReviewRound.objects.get(cohort__space={space})
review = Review.objects.get(work__round=round, by_team__name="Beacon")
by = User.objects.filter(memberships__space=review.by_team.space, memberships__role="learner").order_by("id")
for mark in review.marks.in_order():
    actions.save_mark(mark, by=by[0], level=3, comment="We would have begun with the last time.")
for person in by[:2]:
    actions.sign_review(review, by=person)
actions.release_round(round, by=User.objects.get(name="Ines Carvalho"))
print(review.work.get_absolute_url())
"""


def take_and_write(member, path: str, words: str) -> None:
    """The first part that nobody has, taken, written and said to be ready."""
    member.go(path)
    member.click(member.page.get_by_role("button", name="I take this part").first)
    member.page.get_by_role("heading", level=1).wait_for()
    member.say(words, "Ready")
    member.page.get_by_text("Ready", exact=True).first.wait_for()


def test_three_take_parts_write_and_hand_in(visit, six):
    ada, bo, cy = (
        six.enter(visit(width=width), name) for name, width in (("Ada", 390), ("Bo", 1280), ("Cy", 1280))
    )
    for member, words in (
        (ada, "We decide who comes first."),
        (bo, "Tell me about the last time."),
        (cy, "When did that happen last?"),
        (ada, "We promise to write within a week."),
    ):
        take_and_write(member, six.team, words)
    cy.go(six.team)
    cy.click(cy.page.locator("summary", has_text="Hand in"))
    cy.sees("You hand in for Ada Six, Bo Six and you")
    cy.click("Hand it in for all of us")
    cy.sees("Thank you, Ada Six, Bo Six and Cy Six.")
    bo.go(six.team)
    assert bo.page.get_by_role("button", name="I take this part").count() == 0


def test_they_review_another_team_as_a_team(visit, six):
    page = six.running.shell(OPEN_ROUND.format(space=six.space))
    members = [six.enter(visit(width=390), name) for name in ("Ada", "Bo", "Cy")]
    for member in members:
        member.go(page)
        member.click(member.page.locator("main a[href^='/reviews/']").first)
        member.sees("asks about the last time")
        assert "Dilys" not in member.page.content()
        assert "Beacon" not in member.page.locator("main").inner_text()
        member.page.wait_for_selector("html[data-live]", state="attached")
    for place, member in enumerate(members):
        words = f"{NAMES[place]} could read it at arm's length."
        write_mark(member, place, words)
        for other in members[:place] + members[place + 1 :]:
            told = other.page.locator("section[id^=mark-]").nth(place)
            told.get_by_text(words).locator("visible=true").wait_for()
            told.get_by_text("Written").wait_for()
            assert told.get_by_label("Why").locator("visible=true").count() == 0
    ada, bo, _cy = members
    ada.click(ada.page.get_by_role("button", name="Sign", exact=True))
    bo.sees("1 more signature sends it.")
    bo.click(bo.page.get_by_role("button", name="Sign", exact=True))
    for member in members:
        member.sees("Sent. Thank you.")


def write_mark(member, place: int, words: str) -> None:
    """Take a criterion, say why, then the level, and save it."""
    mark = member.page.locator("section[id^=mark-]").nth(place)
    member.click(mark.get_by_role("button", name="I take this criterion"))
    mark.get_by_role("button", name="Give it back").wait_for()
    mark.get_by_label("Why").fill(words)
    mark.locator("label.choice").nth(2).click()
    member.click(mark.get_by_role("button", name=re.compile("^Save")))
    mark.get_by_text("Written").wait_for()


def test_they_say_how_useful_a_review_was(visit, six):
    work = six.running.shell(OTHERS_REVIEW.format(space=six.space))
    ada = six.enter(visit(width=390), "Ada")
    ada.go(work)
    ada.sees("We would have begun with the last time.")
    assert "Edgar" not in ada.page.content()
    ada.page.locator("label.choice", has_text="5").first.click()
    ada.click("Say so")
    ada.page.get_by_role("button", name="Change it").wait_for()
