"""Forming teams: drawing lots, by hand, from a table, and seating whoever has none yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrollment
from lib.bulk import allow_long_statements
from lib.text import clean_line
from spaces.actions import Deed
from teams import formation
from teams.actions.merging import close_surplus
from teams.actions.seating import (
    course_long_set,
    hold_cohort,
    offsets_in,
    seat_people,
    tables_of,
)
from teams.actions.sets import free_names, open_team
from teams.models import LARGEST, Submission, Team, TeamSet


@transaction.atomic
def draw_teams(
    cohort: Cohort,
    *,
    by,
    size: int,
    seed: int,
    team_set: TeamSet | None = None,
    is_near: bool = True,
    occurred_at: datetime | None = None,
) -> list[Team]:
    """Deal everyone who is in the cohort or asked to come to teams of at most `size`; the seed decides.

    They are the teams of the whole course, or of the set that is given; `is_near` seats those together whose clocks
    are near. Until teams are at work it may be done again: the same rooms are used, those left over are closed.
    Refuses teams that are at work, fewer than two people, and sizes other than 2 to 12.
    """
    hold_cohort(cohort, by)
    if not 2 <= size <= LARGEST:
        raise ValidationError(_("A team has from 2 to %(most)d people.") % {"most": LARGEST})
    team_set = team_set or course_long_set(cohort)
    if is_at_work(team_set):
        raise ValidationError(_("These teams are at work already. Move people one by one."))
    enrollments = list(team_set.to_place())
    if len(enrollments) < 2:
        raise ValidationError(_("Invite at least two people before you draw teams."))
    TeamSet.objects.filter(pk=team_set.pk).update(
        seed=seed, least=min(team_set.least, size), most=size, how=TeamSet.How.RANDOM
    )
    allow_long_statements()
    groups = _dealt(team_set, enrollments, size=size, seed=seed, is_near=is_near)
    return _seat_groups(team_set, groups, by, occurred_at)


def _seat_groups(team_set: TeamSet, groups: list, by, occurred_at: datetime | None) -> list[Team]:
    """Each group at a table that stands, or at a new one; tables left over are closed."""
    teams = list(team_set.teams.open().select_related("space", "cohort__space").in_order())
    teams, surplus = teams[: len(groups)], teams[len(groups) :]
    teams += _open_more(team_set, len(groups) - len(teams), teams, by, occurred_at)
    deed = Deed("teams.drawn", by, team_set.cohort, occurred_at)
    seating = dict(zip(teams, groups, strict=True))
    seat_people(team_set, seating, by=by, deeds=[deed], occurred_at=occurred_at)
    close_surplus(surplus, by=by, occurred_at=occurred_at)
    return teams


@transaction.atomic
def form_team(
    cohort: Cohort,
    *,
    by,
    name: str,
    people: Iterable,
    team_set: TeamSet | None = None,
    occurred_at: datetime | None = None,
) -> Team:
    """A team of these people, by hand, for the whole course or in the set that is given.

    Refuses a name that is taken there, who is not in the cohort, and who is in a team of the set already.
    """
    hold_cohort(cohort, by)
    team_set = team_set or course_long_set(cohort)
    name = clean_line(name)[:80]
    if not name or team_set.teams.open().filter(name=name).exists():
        raise ValidationError(_("Give the team a name that no other has."))
    enrollments = [_enrollment_of(team_set, person) for person in people]
    taken = team_set.seats.filter(enrollment__in=enrollments).select_related("enrollment__person").first()
    if taken:
        raise ValidationError(
            _("%(name)s is in a team already. Move them instead.") % {"name": taken.enrollment.person.name}
        )
    position = team_set.teams.count()
    team = open_team(team_set, name, position=position, by=by, occurred_at=occurred_at)
    seat_people(team_set, {team: enrollments}, by=by, deeds=[], occurred_at=occurred_at)
    return team


@transaction.atomic
def place_rest(team_set: TeamSet, *, by, occurred_at: datetime | None = None) -> int:
    """Everyone without a team gets one: free seats first, then new teams. Says how many; again is quiet.

    One person for whom no seat is left makes no team: the neediest gets a seat more. Refuses one person and no team.
    """
    hold_cohort(team_set.cohort, by)
    waiting = list(team_set.unplaced())
    teams = list(team_set.teams.open().select_related("space", "cohort__space").in_order())
    if not teams and len(waiting) == 1:
        raise ValidationError(_("Invite at least two people before you draw teams."))
    seating, left = _filled(team_set, teams, waiting)
    if len(left) > 1:
        groups = _dealt(team_set, left, size=team_set.most, seed=team_set.seed or 0)
        more = _open_more(team_set, len(groups), teams, by, occurred_at)
        seating |= zip(more, groups, strict=True)
    deeds = [
        Deed("member.seated", by, team, occurred_at, {"person": e.person_id})
        for team, each in seating.items()
        for e in each
    ]
    if deeds:
        seat_people(team_set, seating, by=by, deeds=deeds, occurred_at=occurred_at)
    return len(deeds)


def is_at_work(team_set: TeamSet) -> bool:
    """Whether a draw would tear apart what teams have begun: a draft, or a course that runs."""
    if Submission.objects.filter(team__in=team_set.teams.open()).exists():
        return True
    return team_set.is_course_long and team_set.cohort.is_started and team_set.seats.exists()


def _dealt(
    team_set: TeamSet, enrollments: Sequence[Enrollment], *, size: int, seed: int, is_near: bool = True
) -> list[list[Enrollment]]:
    people = {enrollment.person_id: enrollment for enrollment in enrollments}
    everyone = [enrollment.person for enrollment in enrollments]
    offsets = offsets_in(team_set, everyone) if is_near else {}
    groups = formation.draw(everyone, size=size, seed=seed, offsets=offsets)
    return [[people[person.pk] for person in group] for group in groups]


def _filled(
    team_set: TeamSet, teams: list[Team], waiting: list[Enrollment]
) -> tuple[dict[Team, list[Enrollment]], list[Enrollment]]:
    """Who gets which of the seats that are there, and for whom there is none; one alone is squeezed in."""
    tables, people = tables_of(teams), [enrollment.person for enrollment in waiting]
    offsets = offsets_in(team_set, [*people, *(person for table in tables for person in table)])
    placed = formation.fill(tables, people, most=team_set.most, offsets=offsets)
    left = [enrollment for enrollment, index in zip(waiting, placed, strict=True) if index is None]
    seating = defaultdict(list)
    for enrollment, index in zip(waiting, placed, strict=True):
        if index is not None:
            seating[teams[index]].append(enrollment)
    if teams and len(left) == 1:
        seated = [
            [*table, *(e.person for e in seating[team])] for team, table in zip(teams, tables, strict=True)
        ]
        seating[teams[formation.neediest(seated, left[0].person, offsets=offsets)]].append(left.pop())
    return dict(seating), left


def _open_more(team_set: TeamSet, count: int, teams: Sequence[Team], by, occurred_at) -> list[Team]:
    """So many teams more, under names and at places that are free."""
    names = free_names({team.name for team in teams})
    last = max((team.position for team in teams), default=-1)
    return [
        open_team(team_set, next(names), position=last + 1 + n, by=by, occurred_at=occurred_at)
        for n in range(count)
    ]


def _enrollment_of(team_set: TeamSet, person) -> Enrollment:
    found = team_set.to_place().filter(person=person).first()
    if found is None:
        raise ValidationError(_("%(name)s is not in this cohort.") % {"name": person.name})
    return found
