"""The manager's page: who of their people is on track, and the one act that helps; nothing of what people say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.models import Figure
from analytics.results import nps_line
from cohorts.models import Enrollment
from home.pages import ReportLine, report_lines
from home.standing import Standing, Step, standings_of
from people.models import Hour, Look, User
from teams.models import Outcome

LIST = "list"
OUTCOMES = 6
SCORES = 3
WEDNESDAY, TEN = 2, time(10)
BELOW = """
WITH RECURSIVE tree AS (
    SELECT id, id AS root FROM people_user WHERE manager_id = %s AND is_active
    UNION
    SELECT report.id, tree.root FROM people_user report JOIN tree ON report.manager_id = tree.id
    WHERE report.is_active
),
learning AS (
    SELECT person_id, bool_or(completed_at IS NOT NULL) AS has_finished
    FROM cohorts_enrollment
    WHERE enrolled_at IS NOT NULL AND removed_at IS NULL AND moved_at IS NULL AND withdrawn_at IS NULL
    GROUP BY person_id
)
SELECT tree.root, count(*), count(l.person_id), count(*) FILTER (WHERE l.has_finished)
FROM tree LEFT JOIN learning l ON l.person_id = tree.id
WHERE tree.id <> tree.root GROUP BY tree.root
"""


@dataclass(frozen=True)
class Below:
    """Those who report to one's report, at any depth, in numbers."""

    people: int
    learning: int
    finished: int


@dataclass(frozen=True)
class Report:
    """One of a manager's people, where they stand, and the hour they asked for."""

    person: User
    enrollment: Enrollment | None = None
    lines: list[ReportLine] = field(default_factory=list)
    state: str = "none"
    due_at: datetime | None = None
    below: Below | None = None

    @property
    def has_asked(self) -> bool:
        return self.person.asked_id is not None

    @property
    def needs_help(self) -> bool:
        return self.state == "late" and not self.has_asked

    @property
    def due_line(self) -> ReportLine | None:
        return self.lines[3] if self.lines else None


def people_of(manager: User, now: datetime) -> dict:
    """What `home/my_people.html` shows; as many queries for eight people as for eighty."""
    people = list(reports_of(manager, now))
    enrollments = current_of(people)
    standings = standings_of(enrollments.values(), now)
    groups = below_of(manager) if any(person.leads for person in people) else {}
    reports = [_report(person, enrollments.get(person.pk), standings, groups, now) for person in people]
    reports.sort(key=lambda report: ORDER[report.state])
    shared = Outcome.objects.visible_to(manager).filter(person__manager=manager, is_shared=True)
    return {
        "reports": reports,
        "summary": summary(reports),
        "outcomes": list(shared.newest_first()[:OUTCOMES]),
        "hour": next_hour(manager, now),
        "satisfaction": list(satisfaction(people)),
    }


ORDER = {"late": 0, "due": 1, "on_track": 2, "finished": 3, "none": 4}


def reports_of(manager: User, now: datetime):
    """The manager's direct reports by name, each with the hour they ask for, and whether today's look names them."""
    asked = Hour.objects.asked().filter(person=OuterRef("pk"), manager=manager)
    today = Look.objects.filter(by=manager, what=LIST, on=now.date())
    given = Hour.objects.given().filter(person=OuterRef("pk"), manager=manager, ends_at__gt=now)
    return (
        User.objects.filter(manager=manager, is_active=True)
        .select_related("photo")
        .annotate(
            asked_id=Subquery(asked.values("pk")[:1]),
            asked_for=Subquery(asked.values("what_for")[:1]),
            given_at=Subquery(given.order_by("begins_at").values("begins_at")[:1]),
            is_told=Exists(today.filter(people=OuterRef("pk"))),
            leads=Exists(User.objects.filter(manager=OuterRef("pk"), is_active=True)),
        )
        .in_name_order()
    )


def current_of(people: Iterable[User]) -> dict[int, Enrollment]:
    """For each person the cohort that they are in now, else the last one."""
    rows = (
        Enrollment.objects.counted()
        .filter(person__in=list(people), cohort__started_at__isnull=False)
        .select_related("cohort__version")
        .order_by("person", F("cohort__ended_at").desc(nulls_first=True), "-cohort__starts_on", "-id")
        .distinct("person")
    )
    return {row.person_id: row for row in rows}


def below_of(manager: User) -> dict[int, Below]:
    """By direct report how many people are below them, how many of those learn, and how many have finished."""
    with connection.cursor() as cursor:
        cursor.execute(BELOW, [manager.pk])
        return {root: Below(*counts) for root, *counts in cursor.fetchall()}


def summary(reports: list[Report]) -> str:
    """The answer in one sentence of numbers, such as "5 of 8 on track, 1 with more days, 2 late"; who, the rows say."""
    states = [report.state for report in reports if report.state != "none"]
    if not states:
        return _("None of your people is in a cohort yet")
    fine = states.count("on_track") + states.count("finished")
    said = [_("%(fine)d of %(all)d on track") % {"fine": fine, "all": len(states)}]
    if more := states.count("due"):
        said.append(ngettext("%(n)d with more days", "%(n)d with more days", more) % {"n": more})
    if late := states.count("late"):
        said.append(ngettext("%(n)d late", "%(n)d late", late) % {"n": late})
    return ", ".join(said)


def next_hour(manager: User, now: datetime) -> dict:
    """The coming Wednesday from ten to eleven on the manager's clock, which the button offers."""
    zone = ZoneInfo(manager.time_zone)
    today = now.astimezone(zone).date()
    day = today + timedelta(days=(WEDNESDAY - today.weekday()) % 7 or 7)
    begins = datetime.combine(day, TEN, zone)
    words = {"day": formats.date_format(day, "l"), "from": begins.hour, "to": begins.hour + 1}
    return {
        "begins_at": begins,
        "value": f"{begins:%Y-%m-%dT%H:%M}",
        "words": _("%(day)s %(from)d–%(to)d") % words,
    }


def satisfaction(people: Iterable[User]) -> Iterable[dict]:
    """The published NPS of the cohorts that these people are or were in; the cohort's, and never one's people's."""
    theirs = Enrollment.objects.counted().filter(person__in=list(people)).values("cohort")
    figures = Figure.objects.filter(metric="nps", cohort__in=theirs, value__isnull=False)
    for figure in figures.select_related("cohort").order_by("-cohort__starts_on", "-cohort")[:SCORES]:
        if line := nps_line(figure):
            yield {"cohort": figure.cohort, "words": line}


def _report(person: User, enrollment: Enrollment | None, standings: dict, groups: dict, now) -> Report:
    below = groups.get(person.pk)
    if enrollment is None:
        return Report(person, below=below)
    standing = standings[enrollment.pk]
    state, due_at = _state(enrollment, standing, now)
    lines = report_lines(enrollment, standing=standing, now=now)
    return Report(person, enrollment, lines, state, due_at, below)


def _state(enrollment: Enrollment, standing: Standing, now: datetime) -> tuple[str, datetime | None]:
    """Finished, late, due by a later date of their own, or on track; who has left is in no cohort."""
    if enrollment.completed_at:
        return "finished", None
    if enrollment.withdrawn_at:
        return "none", None
    if any(step.is_late for step in standing.required):
        return "late", None
    extended = [step.due_at for step in standing.required if _is_extended(standing, step, now)]
    return ("due", min(extended)) if extended else ("on_track", None)


def _is_extended(standing: Standing, step: Step, now: datetime) -> bool:
    """Still open though the cohort's own date has passed, because somebody gave this learner more days."""
    common = standing.schedule.due_at(step.activity.stable_id)
    return not step.is_done and common is not None and common < now


def record_of(person: User, manager: User, now: datetime) -> dict:
    """What a manager sees of one person: the five lines of each cohort, what was shared, who reports to them."""
    rows = Enrollment.objects.counted().filter(person=person).select_related("cohort__version")
    mine = list(rows.order_by("-cohort__starts_on", "-id")[:12])
    standings = standings_of(mine, now)
    shared = Outcome.objects.visible_to(manager).filter(person=person, is_shared=True)
    return {
        "person": person,
        "records": [(row, report_lines(row, standing=standings[row.pk], now=now)) for row in mine],
        "outcomes": list(shared.newest_first()[:OUTCOMES]),
        "their_reports": list(User.objects.filter(manager=person, is_active=True).in_name_order()),
    }
