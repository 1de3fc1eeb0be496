"""Who hears that something is due tomorrow, on their own clock."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cohorts.models import ActivityProgress, Cohort, Enrollment
from cohorts.schedule import Schedule, schedule_of
from notifications.models import Kind, Mail

# Not before breakfast, and while there is still a day to go.
FROM_HOUR = 8
AHEAD = timedelta(hours=52)


def reminders(cohort: Cohort, now: datetime) -> list[Mail]:
    """One mail for each learner and required step that is due on the learner's tomorrow and not done."""
    schedule = schedule_of(cohort)
    near = {a.stable_id for a in schedule.required() if _is_near(schedule, a.stable_id, now)}
    if not near:
        return []
    done = ActivityProgress.objects.done().filter(enrollment__cohort=cohort, activity_id__in=near)
    done = set(done.values_list("enrollment", "activity_id"))
    learners = cohort.enrollments.active().filter(completed_at=None).select_related("person")
    return [
        _mail(cohort, enrollment, activity_id, schedule.due_at(activity_id, enrollment.person_id))
        for enrollment in learners
        for activity_id in sorted(near)
        if (enrollment.pk, activity_id) not in done
        and is_tomorrow(schedule.due_at(activity_id, enrollment.person_id), enrollment.person.time_zone, now)
    ]


def _is_near(schedule: Schedule, activity_id: uuid.UUID, now: datetime) -> bool:
    """Whether the step is due soon for anybody."""
    dates = [schedule.due_at(activity_id)]
    for own in (schedule.overrides, schedule.of_teams):
        dates += [moment for (step, _person), moment in own.items() if step == activity_id]
    return any(moment and now <= moment <= now + AHEAD for moment in dates)


def is_tomorrow(moment: datetime | None, time_zone: str, now: datetime) -> bool:
    """Whether the moment falls on the day after today there, and today's morning has come."""
    has_dawned = now.astimezone(_zone(time_zone)).hour >= FROM_HOUR
    return moment is not None and has_dawned and days_until(moment, time_zone, now) == 1


def days_until(moment: datetime, time_zone: str, now: datetime) -> int:
    """How many midnights lie between now and the moment there."""
    zone = _zone(time_zone)
    return (moment.astimezone(zone).date() - now.astimezone(zone).date()).days


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _mail(cohort: Cohort, enrollment: Enrollment, activity_id: uuid.UUID, due_at: datetime) -> Mail:
    ids = {
        "cohort": cohort.pk,
        "enrollment": enrollment.pk,
        "activity": str(activity_id),
        "due_at": due_at.isoformat(),
    }
    cause = f"cohort-{cohort.pk}-due-{activity_id}-{due_at:%Y%m%d}"
    return Mail(person_id=enrollment.person_id, kind=Kind.DUE, cause=cause, ids=ids)
