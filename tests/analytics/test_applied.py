"""What was tried at work of what people promised: who counts, from when on, and what silence is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from analytics.applied import applied
from analytics.figures import compute
from cohorts.actions import enroll_many, remove, withdraw
from cohorts.models import Enrollment
from lib.statistics import wilson
from people.models import User
from teams.actions import answer_check_in, ask_check_in, make_commitment, reflect
from tests.conftest import person

MADE = datetime(2026, 11, 10, 9, tzinfo=UTC)


@pytest.fixture
def promises(cohort, priya) -> list:
    """Eight learners, each with a promise of the same day."""
    people = [person(f"Zoe{n}") for n in range(8)]
    enroll_many(cohort, people=people, by=priya, occurred_at=MADE - timedelta(days=1))
    rows = (
        Enrollment.objects.filter(person__in=people).select_related("cohort__space", "person").order_by("id")
    )
    return [
        make_commitment(row, by=row.person, what="Ask first", by_on=date(2026, 11, 20), occurred_at=MADE)
        for row in rows
    ]


def say(promise, answer: str, *, days: int = 30) -> None:
    at = MADE + timedelta(days=days, hours=2)
    asked = ask_check_in(promise, days=days, by=User.objects.system(), now=at)
    answer_check_in(asked, by=promise.person, answer=answer, occurred_at=at)


def counted(cohort, day: int) -> dict:
    values = applied(cohort, MADE + timedelta(days=day))
    return {value.metric: (value.numerator, value.denominator) for value in values}


def test_silence_and_not_yet_stay_in_the_denominator(cohort, promises):
    say(promises[0], "tried_worked")
    say(promises[1], "tried_did_not")
    say(promises[2], "not_yet")
    say(promises[2], "tried_partly", days=60)
    assert counted(cohort, 29) == {"applied_30": (0, 0), "applied_60": (0, 0), "applied_90": (0, 0)}
    assert counted(cohort, 30) == {"applied_30": (2, 8), "applied_60": (0, 0), "applied_90": (0, 0)}
    assert counted(cohort, 61) == {"applied_30": (2, 8), "applied_60": (3, 8), "applied_90": (0, 0)}


def test_who_told_the_team_in_time_has_tried(cohort, promises):
    reflect(promises[0], by=promises[0].person, result="did_not", occurred_at=MADE + timedelta(days=30))
    reflect(promises[1], by=promises[1].person, result="worked", occurred_at=MADE + timedelta(days=31))
    assert counted(cohort, 60)["applied_30"] == (1, 8)
    assert counted(cohort, 60)["applied_60"] == (2, 8)


def test_one_commitment_counts_once(cohort, promises):
    say(promises[0], "tried_worked")
    say(promises[0], "tried_worked", days=60)
    reflect(promises[0], by=promises[0].person, result="worked", occurred_at=MADE + timedelta(days=3))
    assert counted(cohort, 60)["applied_60"] == (1, 8)


def test_who_withdrew_stays_in_and_who_was_a_mistake_does_not(cohort, promises, priya):
    withdraw(promises[0].enrollment, by=priya)
    remove(promises[1].enrollment, by=priya)
    assert counted(cohort, 30)["applied_30"] == (0, 7)


def test_fewer_than_five_are_not_shown(cohort, promises, priya, signed_in):
    for promise in promises[:4]:
        remove(promise.enrollment, by=priya)
    [value, *_later] = applied(cohort, MADE + timedelta(days=30))
    assert (value.numerator, value.denominator, value.detail) == (None, None, {"is_few": True})
    compute(cohort, now=MADE + timedelta(days=30))
    assert "Too few answers to show" in signed_in(priya).get(f"/cohorts/{cohort.pk}/results/").text


def test_the_results_say_it_with_its_interval(cohort, promises, priya, signed_in):
    for promise in promises[:5]:
        say(promise, "tried_worked")
    compute(cohort, now=MADE + timedelta(days=30))
    client = signed_in(priya)
    assert "5 of 8 commitments were tried within 30 days" in client.get(f"/cohorts/{cohort.pk}/results/").text
    figures = {one["key"]: one for one in client.get(f"/api/cohorts/{cohort.pk}/figures/").json()["figures"]}
    reach = wilson(5, 8)
    assert figures["applied_30"]["value"] == 5 / 8
    assert (figures["applied_30"]["low"], figures["applied_30"]["high"]) == (reach.low, reach.high)
