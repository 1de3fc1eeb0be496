"""When a team's work is due, how late it is, and what its task says to that.

The latest of its learners' dates counts for the whole team.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cohorts.schedule import Schedule, schedule_of
from courses.models import Activity
from people.models import User
from teams.models import Feedback, ReviewedWork, Submission

Policy = Activity.LatePolicy


def due_for(
    submission: Submission, people: Iterable[User], schedule: Schedule | None = None
) -> datetime | None:
    """When the team's work is due: who was given more time gave it to the team. None without a date."""
    schedule = schedule or schedule_of(submission.team.cohort)
    whose = [person.pk for person in people] or [None]
    dates = [schedule.due_at(submission.activity_id, person_id) for person_id in whose]
    return max(filter(None, dates), default=None)


def minutes_late(submission: Submission, people: Iterable[User]) -> int:
    """Whole minutes after the due date at which it was handed in, at least one once it is past; 0 in time."""
    due_at = due_for(submission, people)
    if due_at is None or submission.handed_in_at <= due_at:
        return 0
    return max(1, (submission.handed_in_at - due_at) // timedelta(minutes=1))


def closes_at(task: Activity | None, due_at: datetime | None) -> datetime | None:
    """Until when a task takes work that was due then; None where it always does."""
    if task is None or due_at is None or task.late_policy == Policy.ACCEPT:
        return None
    return due_at + timedelta(days=task.late_days if task.late_policy == Policy.DAYS else 0)


def refuse_late(submission: Submission, people: Iterable[User], at: datetime) -> None:
    """Refuses what its task does not take any more, and says whom to ask."""
    due_at = due_for(submission, people)
    if due_at is None or at <= due_at:
        return
    closed_at = closes_at(task_of(submission), due_at)
    if closed_at and at > closed_at:
        day = date_format(closed_at.astimezone(submission.team.cohort.zone), "DATE_FORMAT")
        raise ValidationError(
            _("This was taken until %(day)s. Ask your facilitator for more time; the draft stays.")
            % {"day": day},
            code="late",
        )


def why_not_back(submission: Submission, people: Iterable[User], at: datetime) -> str:
    """Why the team cannot take back what it handed in; empty where it can."""
    if Feedback.objects.filter(hand_in__submission=submission, hand_in__reopening=None).exists():
        return _("This was answered already. Ask for another go instead.")
    if ReviewedWork.objects.filter(hand_in=submission.last_hand_in_id).exists():
        return _("Others are reviewing this already.")
    due_at = due_for(submission, people)
    return (
        _("The due date has passed; ask your facilitator for another go.") if due_at and at > due_at else ""
    )


def task_of(submission: Submission) -> Activity | None:
    """The task as the cohort's version has it now."""
    tasks = Activity.objects.filter(module__version=submission.team.cohort.version_id)
    return tasks.filter(stable_id=submission.activity_id).first()
