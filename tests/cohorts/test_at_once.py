"""Learners of one course moved, withdrawn and completed at the same moment, in every direction."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts import actions
from cohorts.models import Cohort, Enrollment
from people.models import User
from spaces.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 6


@pytest.fixture
def crowd(db) -> list[User]:
    rows = [User(email=f"p{i}@example.org", name=f"P {i}", password="!") for i in range(2 * CROWD)]
    return User.objects.bulk_create(rows)


@pytest.fixture
def two_cohorts(version, plan, ines, crowd) -> list[Cohort]:
    """Two runs of one course, with half of the crowd each."""
    made = [actions.create_cohort(version, by=ines, **{**plan, "title": t}) for t in ("Autumn", "Winter")]
    for cohort, people in zip(made, (crowd[:CROWD], crowd[CROWD:]), strict=True):
        actions.enroll_many(cohort, people=people, by=ines)
    return made


def at_once(deed, *words) -> None:
    """Do the deed with each of the words, all of them starting together."""
    ready = threading.Barrier(len(words))

    def done(given):
        try:
            ready.wait()
            deed(*given)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(words)) as pool:
        list(pool.map(done, words))


def test_two_cohorts_change_places(two_cohorts, ines):
    autumn, winter = two_cohorts
    there = [(row.pk, winter.pk) for row in autumn.enrollments.all()]
    back = [(row.pk, autumn.pk) for row in winter.enrollments.all()]

    def move(enrollment: int, to: int) -> None:
        row = Enrollment.objects.select_related("cohort__space", "cohort__version").get(pk=enrollment)
        actions.move(row, to=Cohort.objects.select_related("space", "version").get(pk=to), by=ines)

    at_once(move, *there, *back)
    for cohort in two_cohorts:
        assert cohort.enrollments.active().count() == CROWD
        assert Membership.objects.open().filter(space=cohort.space, role="learner").count() == CROWD
        numbers = list(cohort.space.entries.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("verb", ["complete_many", "withdraw_many"])
def test_many_rows_are_held_in_one_order(two_cohorts, crowd, ines, verb):
    with CaptureQueriesContext(connection) as asked:
        getattr(actions, verb)(two_cohorts[0], people=crowd, by=ines)
    held = [q["sql"] for q in asked if "FOR NO KEY UPDATE" in q["sql"] and "cohorts_enrollment" in q["sql"]]
    assert held
    assert all("ORDER BY" in sql for sql in held)
