"""A cohort whose teams have handed in, and what their members do with each other's work."""

from __future__ import annotations

from cohorts.actions import enroll_many
from cohorts.models import Cohort
from courses.models import Activity
from people.models import User
from teams import actions
from teams.models import Review, ReviewRound, Team
from tests.conftest import person

REGIONS = ("North", "South", "East")


def team_of(cohort: Cohort, name: str, people: list[User], by) -> Team:
    return actions.form_team(cohort, by=by, name=name, people=people)


def strangers(count: int, name: str = "Guest") -> list[User]:
    return [person(f"{name}{n}", region=REGIONS[n % 3]) for n in range(count)]


def more_teams(cohort: Cohort, count: int, by, *, size: int = 2, name: str = "Table") -> list[Team]:
    """Teams of people whom no test names."""
    made = []
    Cohort.objects.filter(pk=cohort.pk).update(seats=500)
    cohort.refresh_from_db()
    for n in range(count):
        people = strangers(size, f"{name}{n}x")
        enroll_many(cohort, people=people, by=by)
        made.append(team_of(cohort, f"{name} {n}", people, by))
    return made


def learners_of(team: Team) -> list[User]:
    here = team.space.memberships.open().filter(role="learner").select_related("person").order_by("id")
    return [membership.person for membership in here]


def work_of(team: Team, task: Activity, body: str = "<p>One thing a week.</p>"):
    """The team's first part written and the draft handed in."""
    first, *others = learners_of(team)
    draft = actions.open_submission(team, task, by=first)
    part = actions.take_part(draft.parts.in_order()[0], by=first)
    part = actions.save_part(part, by=first, body=body, revision=part.revision)
    actions.ready_part(part, by=first)
    if len(others) > 1:
        actions.propose_hand_in(draft, by=others[0])
    return actions.hand_in(draft, by=first)


def write(review: Review, *, levels=(3, 3, 3), comment: str = "Because.", sign: bool = True) -> Review:
    """A review written by its first member and signed by as many as it takes."""
    people = learners_of(review.by_team) if review.by_team else [review.by_person]
    for mark, level in zip(review.marks.in_order(), levels, strict=False):
        actions.save_mark(mark, by=people[0], level=level, comment=comment)
    for somebody in people if sign else ():
        review = actions.sign_review(review, by=somebody)
    return Review.objects.get(pk=review.pk)


def write_all(round: ReviewRound, *, but=()) -> None:
    reviews = Review.objects.standing().filter(work__round=round, sent_at=None).exclude(by_team__in=but)
    for review in reviews.order_by("id"):
        write(review)
