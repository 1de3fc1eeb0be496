"""Sets of teams: making one, how people come into its teams, and the rooms that its teams have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.actions import nudge
from cohorts.models import Cohort
from courses.models import Activity
from discussions.actions import open_stream
from spaces.actions import open_space, record
from spaces.models import Space
from teams.actions.seating import hold_cohort
from teams.models import LARGEST, Submission, Team, TeamSet

MOST_TABLES = 500


@transaction.atomic
def make_team_set(
    cohort: Cohort, *, by, activity: Activity | None = None, tables: int = 0, **plan
) -> TeamSet:
    """Teams of their own for one task, or (without one) for the whole course; a second set for the same is the first.

    Its plan is `how` people come in, from `least` to `most` in a team, and when one `opens_at` and `closes_at` to
    choose; `tables` empty teams stand there at once. Refuses what is no team task, and one at which teams are at work.
    """
    hold_cohort(cohort, by)
    activity_id = activity.stable_id if activity else None
    if found := TeamSet.objects.filter(cohort=cohort, activity_id=activity_id).first():
        return found
    if activity:
        _check_task(cohort, activity)
    name = activity.title if activity else _("Whole course")
    team_set = _plan(TeamSet(cohort=cohort, activity_id=activity_id, name=name), plan)
    record(cohort.space, by=by, verb="team_set.made", target=team_set)
    for position, name in zip(range(min(tables, MOST_TABLES)), free_names(set()), strict=False):
        open_team(team_set, name, position=position, by=by)
    return team_set


@transaction.atomic
def edit_team_set(team_set: TeamSet, *, by, **plan) -> TeamSet:
    """How people come into a set's teams, how large these are and until when one chooses; the same again is quiet."""
    hold_cohort(team_set.cohort, by)
    held = TeamSet.objects.with_cohort().get(pk=team_set.pk)
    if all(getattr(held, name) == value for name, value in plan.items()):
        return held
    _plan(held, plan)
    record(held.cohort.space, by=by, verb="team_set.changed", target=held)
    return held


@transaction.atomic
def close_choice(team_set: TeamSet, *, by) -> TeamSet:
    """From now on nobody chooses a team; those in which people are stay as they are. Twice is quiet."""
    now = timezone.now()
    if not team_set.is_open_to_choice(now):
        hold_cohort(team_set.cohort, by)
        return team_set
    return edit_team_set(team_set, by=by, closes_at=now)


@transaction.atomic
def remind_unplaced(team_set: TeamSet, *, by) -> int:
    """A kind word to everyone in the cohort who has no team yet, at most one a day. Says how many have none."""
    hold_cohort(team_set.cohort, by)
    waiting = [enrollment for enrollment in team_set.unplaced() if enrollment.is_enrolled]
    words = _("Hello %(name)s, choose a team for “%(what)s”, so that nobody is left alone.")
    for enrollment in waiting:
        enrollment.cohort = team_set.cohort
        what = team_set.cohort.title if team_set.is_course_long else team_set.name
        nudge(enrollment, by=by, words=words % {"name": enrollment.person.first_name, "what": what})
    return len(waiting)


def open_team(
    team_set: TeamSet, name: str, *, position: int, by, occurred_at: datetime | None = None
) -> Team:
    """A team with its room and conversation, empty of people; its room says what it is for."""
    cohort = team_set.cohort
    title = team_set.room_title(name)
    space = open_space(Space.Kind.TEAM, title=title, parent=cohort.space, time_zone=cohort.time_zone)
    team = Team.objects.create(cohort=cohort, team_set=team_set, space=space, name=name, position=position)
    record(cohort.space, by=by, verb="team.formed", target=team, occurred_at=occurred_at)
    open_stream(space, by=by, title=title, occurred_at=occurred_at)
    return team


def free_names(taken: set[str]) -> Iterator[str]:
    """Table names in their order, less those in use."""
    number = 0
    while True:
        number += 1
        name = _("Team %(number)d") % {"number": number}
        if name not in taken:
            yield name


def _check_task(cohort: Cohort, activity: Activity) -> None:
    if activity.kind != Activity.Kind.TEAM_TASK or activity.module.version_id != cohort.version_id:
        raise ValidationError(_("This is no team task of this cohort."))
    if Submission.objects.filter(team__cohort=cohort, activity_id=activity.stable_id).exists():
        raise ValidationError(_("Teams are at work on this task already. It stays with them."))


def _plan(team_set: TeamSet, plan: dict) -> TeamSet:
    for name, value in plan.items():
        setattr(team_set, name, value)
    if not 1 <= team_set.least <= team_set.most <= LARGEST:
        raise ValidationError({"most": _("A team has from 2 to %(most)d people.") % {"most": LARGEST}})
    if team_set.opens_at and team_set.closes_at and team_set.closes_at < team_set.opens_at:
        raise ValidationError({"closes_at": _("It closes before it opens.")})
    team_set.save()
    return team_set
