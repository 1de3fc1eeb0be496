"""What several pages of a cohort share: its head with tabs, and the five lines that a manager sees of a learner."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.models import Cohort, Enrollment
from cohorts.permissions import can_run_cohort
from cohorts.schedule import schedule_of
from home.frame import url_or_nothing
from home.standing import Standing, standing_of
from lib.composed import composed
from people.models import User
from spaces.models import Membership, Role, Space
from teams.models import Seat, TeamSet

FACES = 5


def cohort_head(cohort: Cohort, viewer, *, tab: str = "", standing: Standing | None = None) -> dict:
    """What `home/_cohort_head.html` needs: the week, some faces, the viewer's progress, and the tabs."""
    standing = standing or standing_for(cohort, viewer)
    week = standing.schedule.week(standing.now)
    people = _faces(cohort.space)
    seat = cohort.my_team if hasattr(cohort, "my_team") else _seat(standing.enrollment)
    return {
        "cohort": cohort,
        "week": week,
        "faces": people,
        "people_words": _people_words(people[0]) if people else "",
        "standing": standing if standing.enrollment else None,
        "my_team_id": seat,
        "next_id": _next_id(standing),
        "tabs": tabs_of(
            cohort, viewer, tab, seat, runs=_runs(cohort, viewer), choice_id=_choice(cohort, standing, seat)
        ),
    }


def _next_id(standing: Standing):
    """The step that is marked as the next one, for whoever learns here."""
    step = standing.next_step() if standing.enrollment else None
    return step.activity.stable_id if step else None


def standing_for(cohort: Cohort, viewer) -> Standing:
    """The viewer's own standing in a cohort."""
    enrollment = next(iter(_enrollment_in(cohort, viewer)), None)
    if enrollment:
        enrollment.cohort, enrollment.person = cohort, viewer  # at hand, so nothing downstream asks again
    return standing_of(cohort, enrollment, schedule_of(cohort), timezone.now())


@composed
def _enrollment_in(cohort: Cohort, viewer) -> QuerySet:
    return Enrollment.objects.active().filter(cohort=cohort, person=viewer)


def cohorts_met_by(viewer):
    """The cohorts that a person may see, each with what its pages need of their place in it."""
    seats = (
        Seat.objects.standing()
        .course_long()
        .filter(
            enrollment__cohort=OuterRef("pk"),
            enrollment__person=viewer,
            enrollment__enrolled_at__isnull=False,
        )
    )
    visible = Cohort.objects.visible_to(viewer).as_met_by(viewer)
    chosen = TeamSet.objects.course_long().filter(cohort=OuterRef("pk"), how=TeamSet.How.SELF_CHOSEN)
    return visible.annotate(
        my_team=Subquery(seats.values("team")[:1]), my_choice=Subquery(chosen.values("pk")[:1])
    )


@composed
def cohort_met_by(viewer, cohort_id: int) -> QuerySet:
    """One of these cohorts, by its id."""
    return cohorts_met_by(viewer).filter(pk=cohort_id)


@composed
def cohort_of_space(viewer, space: Space) -> QuerySet:
    """The one that a space belongs to, if the viewer may see it."""
    return cohorts_met_by(viewer).filter(space=space)


@composed
def _faces(space: Space) -> QuerySet:
    """A few of those who are here, and how many there are."""
    here = Membership.objects.open().filter(space=space)
    persons = Count("person", distinct=True)
    counted = here.order_by().values("space").annotate(n=persons).values("n")
    learning = counted.filter(role=Role.LEARNER)
    learners = here.filter(role__in=(Role.LEARNER, Role.FACILITATOR)).order_by("id")[:FACES]
    return (
        User.objects.filter(pk__in=learners.values("person"))
        .annotate(
            people_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            learner_count=Coalesce(Subquery(learning, output_field=IntegerField()), 0),
        )
        .order_by("id")
    )


def _people_words(counted: User) -> str:
    """Who is here, so that the number is the same wherever one counts: learners, and those who help them."""
    learners, helpers = counted.learner_count, counted.people_count - counted.learner_count
    words = [
        ngettext("%(n)d learner", "%(n)d learners", learners) % {"n": learners} if learners else "",
        ngettext("%(n)d who helps", "%(n)d who help", helpers) % {"n": helpers} if helpers else "",
    ]
    return ", ".join(filter(None, words))


def _seat(enrollment: Enrollment | None) -> int | None:
    if enrollment is None:
        return None
    seats = Seat.objects.standing().course_long().filter(enrollment=enrollment)
    return seats.values_list("team", flat=True).first()


def _choice(cohort: Cohort, standing: Standing, seat: int | None) -> int | None:
    """Where somebody who has no team yet finds the teams that people choose."""
    return getattr(cohort, "my_choice", None) if standing.enrollment and not seat else None


def _runs(cohort: Cohort, viewer) -> bool | None:
    """As `can_run_cohort` says, from the roles that came with the cohort; unknown where they did not."""
    if not hasattr(cohort, "my_roles"):
        return None
    return viewer.is_ld_admin or not {Role.FACILITATOR, Role.ADMIN}.isdisjoint(cohort.my_roles)


def tabs_of(
    cohort: Cohort,
    viewer,
    current: str,
    team_id: int | None,
    *,
    runs: bool | None = None,
    choice_id: int | None = None,
) -> list[dict]:
    """The tabs under a cohort's head; `runs` says, where a page knows it, whether the viewer runs the cohort."""
    runs = can_run_cohort(viewer, cohort) if runs is None else runs
    team = url_or_nothing("team", team_id) if team_id else ""
    team = url_or_nothing("choose_team", choice_id) if choice_id else team
    console = url_or_nothing("console", cohort.pk) if runs else ""
    tabs = [
        ("week", _("This week"), reverse("cohort", args=[cohort.pk])),
        ("course", _("Course"), reverse("cohort_course", args=[cohort.pk])),
        ("board", _("Board"), reverse("board", args=[cohort.space_id])),
        ("team", _("Team"), team),
        ("people", _("People"), reverse("cohort_people", args=[cohort.pk])),
        ("console", _("Console"), console),
    ]
    return [
        {"name": name, "label": label, "url": url, "current": name == current}
        for name, label, url in tabs
        if url
    ]


@dataclass(frozen=True)
class ReportLine:
    """One of the five things a manager sees of a report."""

    icon: str
    words: str
    moment: object = None


def report_lines(enrollment: Enrollment, *, standing: Standing | None = None, now=None) -> list[ReportLine]:
    """What a manager sees of a learner, and nothing else of them: row 16 of the access table, in five lines.

    The manager's page and the learner's own "What my manager sees" both call this, so that they cannot differ.
    """
    now = now or timezone.now()
    cohort = enrollment.cohort
    standing = standing or standing_of(cohort, enrollment, schedule_of(cohort), now)
    total = len(standing.required)
    return [
        ReportLine("graduation-cap", _("Takes part in %(course)s") % {"course": cohort.title}),
        ReportLine("log-in", _started(enrollment), enrollment.started_at),
        ReportLine(
            "list-checks", _("%(done)d of %(total)d steps done") % {"done": standing.done, "total": total}
        ),
        _due_line(enrollment, standing),
        _finished_line(enrollment),
    ]


def _started(enrollment: Enrollment) -> str:
    if enrollment.enrolled_at is None:
        return _("Invited, has not come in yet")
    return _("Has started") if enrollment.started_at else _("Has not started yet")


def _due_line(enrollment: Enrollment, standing: Standing) -> ReportLine:
    if enrollment.withdrawn_at:
        return ReportLine("log-out", _("Has left the cohort"), enrollment.withdrawn_at)
    if enrollment.completed_at:
        return ReportLine("calendar-check", _("Nothing is due"))
    late = [step for step in standing.required if step.is_late]
    if late:
        words = _("Late with “%(step)s”") % {"step": late[0].activity.title}
        return ReportLine("clock", words, late[0].due_at)
    step = standing.next_step()
    if step is None:
        return ReportLine("calendar-check", _("Nothing is due"))
    return ReportLine("calendar", _("Next due: “%(step)s”") % {"step": step.activity.title}, step.due_at)


def _finished_line(enrollment: Enrollment) -> ReportLine:
    """Dates stand at the end of every line, so that all are written in one way."""
    if enrollment.completed_at:
        return ReportLine("award", _("Finished"), enrollment.completed_at)
    words = (
        _("Not finished; the cohort is over")
        if enrollment.cohort.ended_at
        else _("Not finished; the cohort ends")
    )
    return ReportLine("award", words, enrollment.cohort.ends_on)
