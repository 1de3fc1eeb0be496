"""What a facilitator needs to know of a cohort: silent teams, open questions, who is late and why we think so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import ActivityProgress, Cohort, DueDate, Enrollment, Nudge
from cohorts.schedule import Schedule, start_of_run
from discussions.models import Thread
from people.models import User
from spaces.models import Role
from teams.models import Reminder, Team
from teams.silence import silent_among

QUIET_DAYS = 10
NOT_STARTED_DAYS = 5
QUESTIONS = 10
# At most this part of a cohort is shown as flagged, so that a flag stays worth reading.
SHOWN_SHARE = 0.25
LEAST_SHOWN = 3


@dataclass(frozen=True)
class Flag:
    """A learner who may need a word, the rule that says so, and since when."""

    enrollment: Enrollment
    why: str
    since: datetime | None
    words: str
    is_nudged: bool

    @property
    def ids(self) -> list[int]:
        return [self.enrollment.person_id]

    @property
    def nudge_id(self) -> str:
        return f"flag-{self.enrollment.pk}"


@dataclass(frozen=True)
class SilentTeam:
    """A team in whose room nobody has said or done anything for some days."""

    team: Team
    people: list[User]
    last_at: datetime | None
    words: str

    @property
    def ids(self) -> list[int]:
        return [person.pk for person in self.people]

    @property
    def nudge_id(self) -> str:
        return f"team-{self.team.pk}"


def flags_of(cohort: Cohort, schedule: Schedule, now: datetime, active: int) -> tuple[list[Flag], int]:
    """Who may need a word, the most pressing first, and how many more are left out.

    R1 a required step past due and missing; R3 not started 5 days after the start; R2 no act for 10 days.
    """
    due = [a.stable_id for a in schedule.required() if _is_past(schedule.due_at(a.stable_id), now)]
    start = max(start_of_run(cohort), cohort.started_at or now)
    most = max(LEAST_SHOWN, int(active * SHOWN_SHARE))
    flagged = list(_judged(cohort, due, now, start)[:most])
    more = flagged[0].flagged - len(flagged) if flagged else 0
    return [_flag(enrollment, schedule, due, start) for enrollment in flagged], more


def _is_past(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment < now


def _judged(cohort: Cohort, due: list, now: datetime, start: datetime):
    """Active learners to whom a rule applies, in the order R1, R3, R2, then longest."""
    not_started = Q(started_at=None) & Q(enrolled_at__lt=now - timedelta(days=NOT_STARTED_DAYS))
    if start > now - timedelta(days=NOT_STARTED_DAYS):
        not_started = Q(pk__in=[])
    quiet = Q(last_act_at__lt=now - timedelta(days=QUIET_DAYS))
    nudged = Nudge.objects.filter(enrollment=OuterRef("pk"), on=now.astimezone(cohort.zone).date())
    active = cohort.enrollments.active().filter(completed_at=None).select_related("person")
    return (
        active.annotate(missing=_missing(due, now), is_nudged=Exists(nudged))
        .filter(Q(missing__gt=0) | not_started | quiet)
        .annotate(flagged=Window(Count("*")))
        .order_by(
            "-missing", F("started_at").asc(nulls_first=True), F("last_act_at").asc(nulls_first=True), "id"
        )
    )


def _missing(due: list, now: datetime):
    """How many steps past due a learner has not done, less those for which they were given more time."""
    later = _given("person", "cohort", now).filter(activity_id__in=due)
    given = _given("enrollment__person", "enrollment__cohort", now).filter(
        activity_id=OuterRef("activity_id")
    )
    done = ActivityProgress.objects.done().filter(enrollment=OuterRef("pk"), activity_id__in=due)
    return Value(len(due)) - _count(later, "cohort") - _count(done.exclude(Exists(given)), "enrollment")


def _given(person: str, cohort: str, now: datetime):
    """Later dates of one's own or of one's team."""
    team = Q(
        space__memberships__person=OuterRef(person),
        space__memberships__role=Role.LEARNER,
        space__memberships__ended_at=None,
    )
    return DueDate.objects.filter(Q(person=OuterRef(person)) | team, cohort=OuterRef(cohort), due_at__gt=now)


def _count(rows, of: str) -> Coalesce:
    counted = rows.order_by().values(of).annotate(n=Count("activity_id", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _flag(enrollment: Enrollment, schedule: Schedule, due: list, start: datetime) -> Flag:
    name, is_nudged = enrollment.person.first_name, enrollment.is_nudged
    missing = enrollment.missing
    if enrollment.started_at is None:
        why = _("Has not started; the cohort began on the day shown")
        words = _("Hello %(name)s, your team would like to meet you. The first step takes five minutes.")
        return Flag(enrollment, why, start, words % {"name": name}, is_nudged)
    if missing:
        why = ngettext("%(n)d required step is past due", "%(n)d required steps are past due", missing)
        words = ngettext(
            "Hello %(name)s, one step is still open. Is anything in the way that I can move?",
            "Hello %(name)s, a few steps are still open. Is anything in the way that I can move?",
            missing,
        )
        since = min(schedule.due_at(activity_id) for activity_id in due)
        return Flag(enrollment, why % {"n": missing}, since, words % {"name": name}, is_nudged)
    why = _("Nothing for ten days")
    words = _("Hello %(name)s, we miss your voice. Shall we find a time that suits you better?")
    return Flag(enrollment, why, enrollment.last_act_at, words % {"name": name}, is_nudged)


def silent_teams(cohort: Cohort, now: datetime) -> list[SilentTeam]:
    """Teams in whose room nobody contributed for some days, with their people; metadata only, no word of theirs."""
    if not cohort.is_started or cohort.is_ended:
        return []
    here = Q(space__memberships__ended_at=None, space__memberships__role=Role.LEARNER)
    teams = silent_among(cohort.teams.open(), now).annotate(
        ids=ArrayAgg("space__memberships__person", filter=here)
    )
    silent = list(teams.order_by(F("last_at").asc(nulls_first=True), "id"))
    people = User.objects.in_bulk({pk for team in silent for pk in team.ids or ()})
    return [_silent(team, [people[pk] for pk in team.ids or () if pk in people]) for team in silent]


def _silent(team: Team, people: list[User]) -> SilentTeam:
    words = _("Hello %(team)s, how is it going? A short message to each other is a good start.")
    return SilentTeam(team, people, team.last_at, words % {"team": team.name})


def merge_proposals(cohort: Cohort, viewer) -> list[Reminder]:
    """Teams whose members propose to go on together with another, while they still wait; the newest first."""
    asked = Reminder.objects.visible_to(viewer).standing().filter(step=Reminder.Step.MERGE)
    asked = asked.filter(part__submission__team__cohort=cohort).select_related("part__submission__team")
    latest: dict[int, Reminder] = {}
    for one in asked.newest_first()[:QUESTIONS]:
        latest.setdefault(one.part.submission.team_id, one)
    return list(latest.values())


def open_questions(cohort: Cohort, viewer) -> list[Thread]:
    """Questions of the board that nobody has answered, the oldest first; for members only."""
    threads = Thread.objects.visible_to(viewer).standing().filter(space=cohort.space_id).unanswered()
    return list(threads.select_related("by").order_by("started_at", "id")[:QUESTIONS])


def numbers_of(cohort: Cohort) -> dict:
    """How many are in, still active, asked, started and finished."""
    enrolled = Q(enrolled_at__isnull=False, removed_at=None, moved_at=None)
    return cohort.enrollments.aggregate(
        learners=Count("pk", filter=enrolled),
        active=Count("pk", filter=enrolled & Q(withdrawn_at=None)),
        asked=Count("pk", filter=Q(enrolled_at=None, removed_at=None, withdrawn_at=None)),
        started=Count("pk", filter=enrolled & Q(started_at__isnull=False)),
        finished=Count("pk", filter=enrolled & Q(completed_at__isnull=False)),
    )
