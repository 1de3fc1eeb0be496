"""A word on the day before: on the learner's own clock, once a step, and only while it is not done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cohorts import actions
from cohorts.reminders import is_tomorrow
from courses.actions import finish_activity
from notifications import mails
from notifications.models import Mail
from spaces import readers

DUE = datetime(2026, 11, 15, 22, 59, tzinfo=UTC)  # the end of the first week in Berlin
DAY_BEFORE = datetime(2026, 11, 14, 9, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Let it be that moment: at(DAY_BEFORE)."""
    return lambda now: monkeypatch.setattr("cohorts.invitations.timezone.now", lambda: now)


def mailed(kind: str = "due") -> set[str]:
    return set(Mail.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_each_open_step_is_mailed_once(cohort, steps, mara):
    for hours in (0, 1, 2):
        actions.remind_due(cohort, now=DAY_BEFORE + timedelta(hours=hours))
    assert Mail.objects.filter(kind="due", person=mara).count() == 2


def test_what_is_done_is_not_mailed(cohort, steps, mara):
    finish_activity(steps["lesson"], space=cohort.space, by=mara)
    readers.run("progress", cohort.space_id)
    actions.remind_due(cohort, now=DAY_BEFORE)
    assert Mail.objects.filter(kind="due", person=mara).count() == 1


def test_the_learners_own_clock_decides(cohort, aiko, jon):
    """For Aiko in Tokyo the date falls on the 16th, so on the 14th it is not due tomorrow yet."""
    actions.remind_due(cohort, now=DAY_BEFORE)
    assert aiko.name not in mailed()
    assert jon.name in mailed()


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 14, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 14, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 14, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 14, 23, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 13, 12, 0, tzinfo=UTC), False),
    ],
)
def test_the_edges_of_the_day_before(now, said):
    assert is_tomorrow(DUE, "Europe/Berlin", now) is said


def test_a_withdrawn_learner_hears_nothing(cohort, mara):
    actions.remind_due(cohort, now=DAY_BEFORE)
    Mail.objects.all().delete()
    actions.withdraw(cohort.enrollments.get(person=mara), by=mara)
    actions.remind_due(cohort, now=DAY_BEFORE)
    assert mara.name not in mailed()
    assert mailed()


def test_a_mail_that_came_too_late_is_dropped(cohort, steps, mara, at):
    at(DAY_BEFORE)
    actions.remind_due(cohort, now=DAY_BEFORE)
    mail = Mail.objects.get(person=mara, ids__activity=str(steps["lesson"].stable_id))
    assert mails.compose(mail).subject == "Due tomorrow: “Say what you saw”"
    finish_activity(steps["lesson"], space=cohort.space, by=mara)
    readers.run("progress", cohort.space_id)
    assert mails.compose(mail) is None


@pytest.mark.parametrize(
    ("now", "subject"),
    [
        (datetime(2026, 11, 14, 22, 59, tzinfo=UTC), "Due tomorrow: “Say what you saw”"),
        (datetime(2026, 11, 15, 5, tzinfo=UTC), "Due today: “Say what you saw”"),
        (DUE, None),
    ],
)
def test_a_mail_that_waited_says_the_day_as_it_is(cohort, steps, mara, at, now, subject):
    actions.remind_due(cohort, now=DAY_BEFORE)
    mail = Mail.objects.get(person=mara, ids__activity=str(steps["lesson"].stable_id))
    at(now)
    assert getattr(mails.compose(mail), "subject", None) == subject


def test_a_date_that_is_moved_is_said_again(cohort, steps, mara, priya, at):
    at(DAY_BEFORE)
    actions.remind_due(cohort, now=DAY_BEFORE)
    later = DAY_BEFORE + timedelta(days=3)
    actions.set_due_date(cohort, steps["lesson"].stable_id, due_at=later, by=priya)
    actions.remind_due(cohort, now=later - timedelta(days=1))
    said = Mail.objects.filter(person=mara, ids__activity=str(steps["lesson"].stable_id))
    assert [mails.compose(mail) is not None for mail in said.order_by("id")] == [False, True]
