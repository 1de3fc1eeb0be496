"""When a team's work is due, and how late it is: the latest of its learners' dates counts for the whole team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from cohorts.schedule import schedule_of
from people.models import User
from teams.models import Submission


def due_for(submission: Submission, people: Iterable[User]) -> datetime | None:
    """When the team's work is due: who was given more time gave it to the team. None without a date."""
    schedule = schedule_of(submission.team.cohort)
    whose = [person.pk for person in people] or [None]
    dates = [schedule.due_at(submission.activity_id, person_id) for person_id in whose]
    return max(filter(None, dates), default=None)


def minutes_late(submission: Submission, people: Iterable[User]) -> int:
    """Whole minutes after the due date at which it was handed in, at least one once it is past; 0 in time."""
    due_at = due_for(submission, people)
    if due_at is None or submission.handed_in_at <= due_at:
        return 0
    return max(1, (submission.handed_in_at - due_at) // timedelta(minutes=1))
