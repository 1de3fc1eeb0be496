"""Completion and drop-off from hand-counted learners."""

from datetime import UTC, date, datetime, timedelta

import pytest

from analytics import metrics
from analytics.by_module import drop_off_modules
from analytics.metrics import Learner, Run, drop_off, run_of, withdrawal, withdrawal_or_silent_21
from analytics.models import LearnerDay
from analytics.registry import all_metrics, metric
from cohorts.models import ActivityProgress, Cohort, Enrollment
from courses.models import Activity

RUN = Run(horizon=60, length=60)


def learner(**fields) -> Learner:
    known = {"pk": 1, "joined": 0, "started": True, "active": True}
    return Learner(**{**known, "withdrawn": None, "completed": None, "last_act": 60, **fields})


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({}, None),
        ({"withdrawn": 10}, 10),
        ({"withdrawn": 60}, 60),
        ({"withdrawn": 61}, None),
        ({"last_act": 39}, None),
    ],
)
def test_withdrawal_rule(fields, left):
    assert withdrawal(learner(**fields), RUN) == left


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"last_act": 40}, None),  # silent for 20 days
        ({"last_act": 39}, 39),  # silent for 21
        ({"last_act": None}, 0),
        ({"last_act": None, "joined": 45}, None),  # came late, and has not had 21 days yet
        ({"last_act": 5, "withdrawn": 10}, 10),
        ({"last_act": 5, "withdrawn": 50}, 5),
        ({"last_act": 5, "completed": 30}, None),
        ({"last_act": 70}, None),
    ],
)
def test_silence_rule(fields, left):
    assert withdrawal_or_silent_21(learner(**fields), RUN) == left


def test_drop_off_leaves_out_who_left_by_the_first_day():
    learners = [learner(withdrawn=0), learner(withdrawn=-3), learner(withdrawn=1), learner()]
    value = drop_off("drop_off_withdrawal", learners, RUN, withdrawal)
    assert (value.numerator, value.denominator, value.value) == (1, 2, 0.5)


def test_completion_has_three_denominators():
    learners = [
        learner(completed=20),
        learner(completed=62),
        learner(active=False),
        learner(started=False, active=False),
    ]
    found = {value.metric: value for value in metrics.completion(learners, RUN)}
    assert [(found[key].numerator, found[key].denominator) for key in found] == [
        (2, 4),
        (2, 3),
        (2, 2),
        (1, 4),
    ]
    assert list(found) == ["completion", "completion_started", "completion_active", "on_time"]


def test_half_finished_is_a_day_or_not_reached():
    half = [learner(completed=20), learner(completed=30), learner(), learner()]
    assert metrics.time_to_complete(half, RUN).value == 30
    assert metrics.time_to_complete(half[1:], RUN).value is None


def test_nobody_is_no_figure_and_no_fault():
    assert [value.value for value in metrics.completion([], RUN)] == [None] * 4
    assert drop_off("drop_off_silent", [], RUN, withdrawal_or_silent_21).value is None
    assert metrics.time_to_complete([], RUN).value is None


def test_run_is_seen_up_to_now_in_the_cohorts_zone():
    cohort = Cohort(starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 22), time_zone="Pacific/Kiritimati")
    assert run_of(cohort, datetime(2026, 11, 8, 9, tzinfo=UTC)).horizon == 0  # still the 8th there
    assert run_of(cohort, datetime(2026, 11, 10, 11, tzinfo=UTC)).horizon == 2  # already the 11th
    assert run_of(cohort, datetime(2027, 1, 1, tzinfo=UTC)).horizon == 13


def test_learners_come_from_enrolments_and_days(cohort, mara, aiko, jon, lena):
    start = datetime(2026, 11, 9, 12, tzinfo=UTC)
    rows = {row.person_id: row for row in Enrollment.objects.filter(cohort=cohort)}
    Enrollment.objects.filter(person=mara).update(enrolled_at=start, started_at=start, completed_at=start)
    Enrollment.objects.filter(person=aiko).update(withdrawn_at=start + timedelta(days=3))
    Enrollment.objects.filter(person=jon).update(removed_at=start)
    LearnerDay.objects.create(enrollment=rows[lena.pk], day=date(2026, 11, 12), contributed=1)
    found = {one.pk: one for one in metrics.learners_of(cohort)}

    assert set(found) == {rows[somebody.pk].pk for somebody in (mara, aiko, lena)}
    assert (found[rows[mara.pk].pk].completed, found[rows[mara.pk].pk].started) == (0, True)
    assert found[rows[aiko.pk].pk].withdrawn == 3
    assert (found[rows[lena.pk].pk].last_act, found[rows[lena.pk].pk].active) == (3, True)


def test_drop_off_by_module(cohort, mara, aiko, jon, lena):
    """Mara finished the first part and went on; Aiko stopped in the first, Jon in the second; Lena never came."""
    first, second = (
        list(part.activities.order_by("position")) for part in cohort.version.modules.order_by("position")
    )
    rows = {row.person_id: row for row in Enrollment.objects.filter(cohort=cohort)}
    done = datetime(2026, 11, 10, tzinfo=UTC)
    for somebody, steps, at in (
        (mara, [*first, *second], done),
        (aiko, first[:1], None),
        (jon, [*first, second[0]], done),
    ):
        for step in steps:
            ActivityProgress.objects.create(
                enrollment=rows[somebody.pk], activity_id=step.stable_id, opened_at=done, done_at=at
            )
    learners = [
        learner(pk=rows[mara.pk].pk),
        learner(pk=rows[aiko.pk].pk, last_act=1),
        learner(pk=rows[jon.pk].pk, last_act=2),
        learner(pk=rows[lena.pk].pk, started=False, last_act=None),
    ]
    value = drop_off_modules(cohort, learners, RUN)
    parts = value.detail["modules"]
    assert [(part["reached"], part["finished"], part["gone"]) for part in parts] == [(3, 2, 1), (2, 1, 1)]
    assert Activity.objects.filter(module__version=cohort.version_id).count() == 6


def test_small_and_unanswered_have_no_score():
    assert [value.value for value in metrics.satisfaction({})] == [None, None]


def test_registry_has_each_metric_once_with_its_words():
    keys = [one.key for one in all_metrics()]
    assert len(keys) == len(set(keys))
    for one in all_metrics():
        assert str(one.sentence).endswith(".")
        assert one.formula
        assert metric(one.key) is one
    assert metric("nps").smallest_group == 5
