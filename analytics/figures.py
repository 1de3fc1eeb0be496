"""Storing a cohort's figures: when there is news, all of them at once, each with how far it counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from analytics import metrics
from analytics.applied import applied, ideas_adopted
from analytics.by_module import drop_off_modules
from analytics.models import Figure, Wave
from analytics.registry import metric
from analytics.rollups import READER
from cohorts.models import Cohort
from spaces.models import Cursor

READ_BY = (READER, "progress")
A_DAY = timedelta(days=1)


@transaction.atomic
def compute(cohort: Cohort, *, now: datetime | None = None) -> list[Figure]:
    """Compute and store all figures of a cohort from its learners as they stand."""
    now = now or timezone.now()
    seen = _read_everywhere().get(
        cohort.space_id, 0
    )  # before the learners: what comes in between is news next time
    through = Cursor.objects.filter(reader=READER, space=cohort.space_id).values_list("number", flat=True)
    values = _values(cohort, now)
    return _store(cohort, values, through=through.first() or 0, seen=seen, now=now)


def compute_satisfaction(wave: Wave) -> None:
    """Store NPS and its response rate as they were last published."""
    _store(wave.cohort, metrics.satisfaction(wave.published), through=0, seen=0, now=timezone.now())


def with_news(*, now: datetime | None = None) -> list[Cohort]:
    """Started cohorts whose journals were read further than their figures go, or whose last figures are of yesterday."""
    now = now or timezone.now()
    started = Cohort.objects.exclude(started_at=None).select_related("space", "version")
    # Long after its end only news moves a cohort's figures, not the passing of days.
    awake = Q(ends_on__gte=(now - timedelta(days=30)).date())
    ticking = set(started.filter(awake).values_list("pk", flat=True))
    known = {figure.cohort_id: figure for figure in Figure.objects.filter(metric="completion")}
    read = _read_everywhere()

    def is_stale(cohort: Cohort) -> bool:
        figure = known.get(cohort.pk)
        if figure is None or figure.detail.get("seen") != read.get(cohort.space_id, 0):
            return True
        return cohort.pk in ticking and now - figure.as_of > A_DAY

    return [cohort for cohort in started if is_stale(cohort)]


def _read_everywhere() -> dict[int, int]:
    """By cohort space, how many entries of it and of its teams' were read so far; these sums only ever grow."""
    cursors = Cursor.objects.filter(reader__in=READ_BY).annotate(
        root=Coalesce("space__parent_id", "space_id")
    )
    return dict(cursors.values_list("root").annotate(read=Sum("number")).values_list("root", "read"))


def _values(cohort: Cohort, now: datetime) -> list[metrics.Value]:
    learners, run = metrics.learners_of(cohort), metrics.run_of(cohort, now)
    silent = metrics.withdrawal_or_silent_21
    return [
        *metrics.completion(learners, run),
        metrics.time_to_complete(learners, run),
        metrics.drop_off("drop_off_withdrawal", learners, run, metrics.withdrawal),
        metrics.drop_off("drop_off_silent", learners, run, silent),
        drop_off_modules(cohort, learners, run),
        *applied(cohort, now),
        ideas_adopted(cohort),
    ]


def _store(cohort: Cohort, values: list[metrics.Value], *, through: int, seen: int, now) -> list[Figure]:
    rows = [
        Figure(
            cohort=cohort,
            metric=value.metric,
            version=metric(value.metric).version,
            numerator=value.numerator,
            denominator=value.denominator,
            value=value.value,
            low=value.low,
            high=value.high,
            detail={**value.detail, "seen": seen},
            through_number=through,
            as_of=now,
        )
        for value in values
    ]
    changing = ["numerator", "denominator", "value", "low", "high", "detail", "through_number", "as_of"]
    return Figure.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["cohort", "metric", "version"],
        update_fields=changing,
    )
