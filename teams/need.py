"""Which of a mentor's teams need them first, and by which rule: a few plain rules in a fixed order, no scores."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.schedule import Schedule, schedules_of
from courses.models import Activity
from people.models import User
from spaces.models import Membership, Role, Space
from teams.models import HandIn, Submission, Team, TeamSet
from teams.silence import SILENT_DAYS, silent_among

MOST_TEAMS_SHOWN = 60
RULES = (
    gettext_lazy("What the team handed in waits for an answer, the longest first."),
    gettext_lazy("A team task is past due and nothing is handed in."),
    gettext_lazy("Nobody of the team has said or done anything in its room for %(days)d days."),
    gettext_lazy("The team has no time to meet yet."),
)


@dataclass(frozen=True)
class Reason:
    """A rule that applies to a team, in words, and since when."""

    rank: int
    icon: str
    words: str
    since: datetime | None = None
    url: str = ""


@dataclass
class Need:
    """A team that somebody mentors, its people, and why it may need them; the first reason decides its place."""

    team: Team
    people: list[User] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    @property
    def place(self) -> tuple:
        first = min(self.reasons, key=lambda reason: reason.rank, default=None)
        if first is None:
            return (len(RULES), 0.0, self.team.name, self.team.pk)
        return first.rank, first.since.timestamp() if first.since else 0.0, self.team.name, self.team.pk


def rules() -> list[str]:
    """The rules as the page prints them, in the order that places teams."""
    return [str(words) % {"days": SILENT_DAYS} for words in RULES]


def needs_of(mentor: User, now: datetime) -> list[Need]:
    """The teams of running cohorts that somebody mentors, those in need first; in a fixed number of queries.

    What a mentor may see decides: the room, what was handed in, and that something is not handed in. No draft is
    looked into, and nothing is told of a single person.
    """
    rooms = Space.objects.joined_by(mentor, Role.MENTOR)
    running = Team.objects.filter(space__in=rooms, cohort__ended_at=None)
    joined = running.select_related("cohort", "space", "team_set", "rhythm").order_by("id")
    needs = {team.pk: Need(team) for team in joined[:MOST_TEAMS_SHOWN]}
    _seat(needs)
    handed_in = _waiting(needs, mentor)
    _late(needs, handed_in, now)
    _silent(needs, now)
    for need in needs.values():
        if getattr(need.team, "rhythm", None) is None:
            need.reasons.append(Reason(3, "calendar", _("No time to meet yet")))
    return sorted(needs.values(), key=lambda need: need.place)


def _seat(needs: dict[int, Need]) -> None:
    by_space = {need.team.space_id: need for need in needs.values()}
    here = Membership.objects.open().filter(space__in=by_space, role=Role.LEARNER)
    for membership in here.select_related("person").order_by("person__name", "id"):
        by_space[membership.space_id].people.append(membership.person)


def _waiting(needs: dict[int, Need], mentor: User) -> set[tuple]:
    """Note hand-ins without an answer; give what was handed in at all."""
    teams = list(needs)
    waiting = Submission.objects.visible_to(mentor).waiting_for_feedback().filter(team__in=teams)
    for submission in waiting.order_by("handed_in_at", "id"):
        words = _("“%(title)s” waits for your answer") % {"title": submission.title}
        url, since = submission.get_absolute_url(), submission.handed_in_at
        needs[submission.team_id].reasons.append(Reason(0, "inbox", words, since, url))
    frozen = HandIn.objects.visible_to(mentor).filter(submission__team__in=teams)
    return set(frozen.values_list("submission__team", "submission__activity_id"))


def _late(needs: dict[int, Need], handed_in: set[tuple], now: datetime) -> None:
    started = [need for need in needs.values() if need.team.cohort.is_started]
    schedules = schedules_of(need.team.cohort for need in started)
    own = TeamSet.objects.filter(cohort__in=schedules).exclude(activity_id=None)
    of_sets = set(own.values_list("cohort", "activity_id"))
    for need in started:
        schedule = schedules[need.team.cohort_id]
        for task in _tasks_of(need.team, schedule, of_sets):
            due_at = schedule.due_at(task.stable_id)
            if due_at and due_at < now and (need.team.pk, task.stable_id) not in handed_in:
                words = _("“%(title)s” is not handed in") % {"title": task.title}
                need.reasons.append(Reason(1, "clock", words, due_at))


def _tasks_of(team: Team, schedule: Schedule, of_sets: set[tuple]) -> list[Activity]:
    """The team tasks that this team works on: its set's own, or those for which no set was made."""
    tasks = [a for a in schedule.activities() if a.kind == Activity.Kind.TEAM_TASK]
    if team.team_set.is_course_long:
        return [task for task in tasks if (team.cohort_id, task.stable_id) not in of_sets]
    return [task for task in tasks if task.stable_id == team.team_set.activity_id]


def _silent(needs: dict[int, Need], now: datetime) -> None:
    for team in silent_among(Team.objects.filter(pk__in=needs), now).select_related("cohort"):
        words = _("Nothing was said in its room") if team.last_at else _("Has not begun to talk")
        since = team.last_at or team.cohort.started_at
        needs[team.pk].reasons.append(Reason(2, "message-circle", words, since))
