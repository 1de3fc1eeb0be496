"""The schedule: modules over the run, due at the end of their last day in the cohort's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from cohorts import actions
from cohorts.models import Cohort
from cohorts.schedule import due_at, schedule_of, spread
from courses.models import Module


def test_two_modules_take_a_week_each(cohort):
    first, second = schedule_of(cohort).stretches
    assert (first.opens_on, first.last_on) == (date(2026, 11, 9), date(2026, 11, 15))
    assert (second.opens_on, second.last_on) == (date(2026, 11, 16), date(2026, 11, 22))
    assert first.due_at == datetime(2026, 11, 15, 22, 59, tzinfo=UTC)


def test_the_week_turns_at_midnight_in_the_cohorts_zone(cohort):
    week = schedule_of(cohort).week
    assert week(datetime(2026, 11, 15, 22, 59, tzinfo=UTC)).number == 1
    assert week(datetime(2026, 11, 15, 23, 1, tzinfo=UTC)).number == 2
    assert week(datetime(2026, 11, 1, tzinfo=UTC)).is_before
    assert week(datetime(2026, 12, 1, tzinfo=UTC)).is_after


def test_a_date_that_somebody_set_wins(cohort, steps, ines):
    moment = datetime(2026, 11, 12, 10, tzinfo=UTC)
    actions.set_due_date(cohort, steps["lesson"].stable_id, due_at=moment, by=ines)
    assert due_at(cohort, steps["lesson"]) == moment


def test_one_query_once_the_version_is_known(cohort, django_assert_num_queries):
    schedule_of(cohort)
    with django_assert_num_queries(1):
        schedule_of(cohort)


@given(st.integers(0, 400), st.integers(1, 40))
def test_every_module_has_a_day_within_the_run(days, modules):
    starts = date(2026, 3, 20)
    ends = date.fromordinal(starts.toordinal() + days)
    cohort = Cohort(starts_on=starts, ends_on=ends, time_zone="Europe/Berlin")
    stretches = spread(cohort, [Module(title=str(i)) for i in range(modules)])
    assert all(starts <= s.opens_on <= s.last_on <= ends for s in stretches)
    assert stretches[-1].last_on == ends
    assert [s.opens_on for s in stretches] == sorted(s.opens_on for s in stretches)
