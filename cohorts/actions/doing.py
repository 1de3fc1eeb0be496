"""What a learner does with an activity of a cohort: opening it, and saying that one is through."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from cohorts.models import Cohort
from courses.models import Activity
from spaces.actions import hold_membership, record
from spaces.models import Entry

ONCE = timedelta(hours=1)


@transaction.atomic
def open_activity(cohort: Cohort, activity: Activity, *, by, occurred_at: datetime | None = None) -> None:
    """Somebody opened an activity; kept at most once per person, activity and hour."""
    hold_membership(cohort.space, by)
    at = occurred_at or timezone.now()
    if not _deeds(cohort, activity, by, "activity.opened").filter(occurred_at__gt=at - ONCE).exists():
        _record(cohort, activity, by, "activity.opened", occurred_at)


@transaction.atomic
def finish_activity(cohort: Cohort, activity: Activity, *, by, occurred_at: datetime | None = None) -> None:
    """Somebody is through with a page or a video; saying it twice is quiet."""
    hold_membership(cohort.space, by)
    if not _deeds(cohort, activity, by, "activity.finished").exists():
        _record(cohort, activity, by, "activity.finished", occurred_at)


def _deeds(cohort: Cohort, activity: Activity, by, verb: str):
    entries = Entry.objects.filter(space=cohort.space_id, by=by, verb=verb)
    return entries.filter(data__activity=str(activity.stable_id))


def _record(cohort: Cohort, activity: Activity, by, verb: str, occurred_at: datetime | None) -> None:
    data = {"activity": str(activity.stable_id)}
    record(cohort.space, by=by, verb=verb, target=activity, occurred_at=occurred_at, data=data)
