"""Where a learner stands in a cohort: each step with what completes it, how far it is, and when it is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import ActivityProgress, Cohort, Enrollment
from cohorts.schedule import Schedule, Stretch, schedules_of
from courses.models import Activity
from courses.pages import ICONS
from courses.rules import what_completes
from lib.composed import composed


@dataclass(frozen=True)
class Step:
    """One activity as one learner meets it."""

    activity: Activity
    progress: ActivityProgress | None
    due_at: datetime | None
    cohort_id: int
    now: datetime

    @property
    def url(self) -> str:
        return f"/cohorts/{self.cohort_id}/activities/{self.activity.stable_id}/"

    @property
    def icon(self) -> str:
        return ICONS[Activity.Kind(self.activity.kind)]

    @property
    def is_done(self) -> bool:
        return bool(self.progress and self.progress.done_at)

    @property
    def is_begun(self) -> bool:
        return bool(self.progress) and not self.is_done

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.activity.is_required and bool(self.due_at and self.due_at < self.now)

    @property
    def needed(self) -> int:
        more = {
            Activity.Kind.DISCUSSION: self.activity.replies_needed,
            Activity.Kind.COMMITMENT: self.activity.responses_needed,
        }
        return 1 + more.get(Activity.Kind(self.activity.kind), 0)

    @property
    def rule(self) -> str:
        """What completes it, in one line, with how far that is where it is more than one thing."""
        if self.needed == 1 or self.is_done:
            return self.words
        counted = {"count": self.progress.count if self.progress else 0, "needed": self.needed}
        return f"{self.words}: " + _("%(count)d of %(needed)d") % counted

    @property
    def words(self) -> str:
        """The rule alone; a prompt's names both halves, because both are counted."""
        if self.activity.kind == Activity.Kind.DISCUSSION:
            return what_answers(self.activity.replies_needed)
        return what_completes(self.activity)


def what_answers(replies: int) -> str:
    """What a prompt asks for: an answer, and replies to colleagues."""
    if not replies:
        return _("Write your answer")
    words = ngettext(
        "Answer, and reply to %(count)d colleague", "Answer, and reply to %(count)d colleagues", replies
    )
    return words % {"count": replies}


@dataclass(frozen=True)
class Standing:
    """A learner's steps in a cohort, or the cohort's bare steps for whoever does not learn in it."""

    cohort: Cohort
    enrollment: Enrollment | None
    schedule: Schedule
    steps: dict
    now: datetime

    def of(self, stretch: Stretch) -> list[Step]:
        return [self.steps[activity.stable_id] for activity in stretch.activities]

    @property
    def required(self) -> list[Step]:
        return [step for step in self.steps.values() if step.activity.is_required]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.required)

    @property
    def is_complete(self) -> bool:
        return bool(self.enrollment and self.enrollment.completed_at)

    def next_step(self) -> Step | None:
        """The first required step that is not done, in the course's order; a team's task waits at its place."""
        return next((step for step in self.required if not step.is_done), None)

    def beside(self, step: Step) -> tuple[Step | None, Step | None]:
        """The steps before and after this one."""
        steps = list(self.steps.values())
        place = steps.index(step)
        before = steps[place - 1] if place else None
        return before, steps[place + 1] if place + 1 < len(steps) else None


def standing_of(cohort: Cohort, enrollment: Enrollment | None, schedule: Schedule, now: datetime) -> Standing:
    """A learner's standing in one query beyond the schedule's."""
    return _standing(cohort, enrollment, schedule, _progress_of(enrollment) if enrollment else (), now)


@composed
def _progress_of(enrollment: Enrollment) -> QuerySet:
    return ActivityProgress.objects.filter(enrollment=enrollment)


def standings_of(enrollments: Iterable[Enrollment], now: datetime) -> dict[int, Standing]:
    """The standings of many enrolments by id, each with its `cohort` loaded, in two queries."""
    enrollments = list(enrollments)
    schedules = schedules_of(enrollment.cohort for enrollment in enrollments)
    rows = defaultdict(list)
    for row in ActivityProgress.objects.filter(enrollment__in=enrollments):
        rows[row.enrollment_id].append(row)
    return {e.pk: _standing(e.cohort, e, schedules[e.cohort_id], rows[e.pk], now) for e in enrollments}


def _standing(cohort, enrollment, schedule: Schedule, rows, now: datetime) -> Standing:
    known = {row.activity_id: row for row in rows}
    person_id = enrollment.person_id if enrollment else None
    steps = {
        a.stable_id: Step(a, known.get(a.stable_id), schedule.due_at(a.stable_id, person_id), cohort.pk, now)
        for a in schedule.activities()
    }
    return Standing(cohort, enrollment, schedule, steps, now)
