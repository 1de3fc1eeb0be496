"""Forming teams: drawing lots, by hand, moving somebody, placing who comes late, and taking one's seat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrollment
from discussions.actions import open_stream
from lib.text import clean_line
from people.models import User
from spaces.actions import close_space, join_space, leave_space, open_space, record
from spaces.models import Membership, Role, Space
from teams import formation
from teams.actions.mentoring import release_managers
from teams.models import LARGEST, Part, Seat, Submission, Team, TeamSet
from teams.permissions import can_draw_teams


@transaction.atomic
def draw_teams(
    cohort: Cohort,
    *,
    by,
    size: int,
    seed: int,
    team_set: TeamSet | None = None,
    occurred_at: datetime | None = None,
) -> list[Team]:
    """Deal everyone who is in the cohort or asked to come to teams of at most `size`; the seed decides.

    They are the teams of the whole course, or of the set that is given. Until they are at work it may be done again:
    the same rooms are used, those left over are closed. Refuses teams that are at work, fewer than two people, and
    sizes other than 2 to 12.
    """
    _hold(cohort, by)
    if not 2 <= size <= LARGEST:
        raise ValidationError(_("A team has from 2 to %(most)d people.") % {"most": LARGEST})
    team_set = team_set or course_long_set(cohort)
    if _is_at_work(team_set):
        raise ValidationError(_("These teams are at work already. Move people one by one."))
    enrollments = {e.person_id: e for e in _to_place(cohort)}
    if len(enrollments) < 2:
        raise ValidationError(_("Invite at least two people before you draw teams."))
    groups = formation.draw([e.person for e in enrollments.values()], size=size, seed=seed)
    teams = _rooms_for(team_set, len(groups), by, occurred_at)
    # Before the teams' own entries: who leaves meanwhile takes these journals in the same order, the cohort's first.
    record(cohort.space, by=by, verb="teams.drawn", target=cohort, occurred_at=occurred_at)
    for team, group in zip(teams, groups, strict=True):
        for person in group:
            _place(enrollments[person.pk], team, by, occurred_at)
    for team in teams:
        release_managers(team, by=by, occurred_at=occurred_at)
    TeamSet.objects.filter(pk=team_set.pk).update(seed=seed, most=size, how=TeamSet.How.RANDOM)
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
    _hold(cohort, by)
    team_set = team_set or course_long_set(cohort)
    name = clean_line(name)[:80]
    if not name or team_set.teams.filter(name=name).exists():
        raise ValidationError(_("Give the team a name that no other has."))
    enrollments = [_enrollment_of(cohort, person) for person in people]
    taken = team_set.seats.filter(enrollment__in=enrollments).select_related("enrollment__person").first()
    if taken:
        raise ValidationError(
            _("%(name)s is in a team already. Move them instead.") % {"name": taken.enrollment.person.name}
        )
    team = _open_team(team_set, name, by, occurred_at)
    for enrollment in enrollments:
        _place(enrollment, team, by, occurred_at)
    return team


@transaction.atomic
def move_member(team_from: Team, team_to: Team, *, person, by, occurred_at: datetime | None = None) -> Seat:
    """Somebody goes on in another team of the cohort; parts they had not finished are free again."""
    if team_from.team_set_id != team_to.team_set_id:
        raise ValidationError(_("Choose a team of the same set."))
    _hold(team_to.cohort, by)
    seat = Seat.objects.filter(team=team_from, enrollment__person=person).first()
    if seat is None:
        raise ValidationError(_("%(name)s is not in this team.") % {"name": person.name})
    seat = _place(seat.enrollment, team_to, by, occurred_at)
    release_managers(team_to, by=by, occurred_at=occurred_at)
    return seat


@transaction.atomic
def place_late(
    enrollment: Enrollment, *, by, team_set: TeamSet | None = None, occurred_at: datetime | None = None
) -> Seat:
    """Who comes late sits where they are needed most: with no manager or report, then in the smallest team."""
    cohort = enrollment.cohort
    _hold(cohort, by)
    team_set = team_set or course_long_set(cohort)
    if seat := team_set.seats.filter(enrollment=enrollment).first():
        return seat
    teams = list(team_set.teams.in_order())
    if not teams:
        raise ValidationError(_("There are no teams yet. Draw them first."))
    tables = [[seat.enrollment.person for seat in team.seats.standing().in_name_order()] for team in teams]
    team = teams[formation.neediest(tables, enrollment.person)]
    seat = _place(enrollment, team, by, occurred_at)
    release_managers(team, by=by, occurred_at=occurred_at)
    return seat


@transaction.atomic
def take_seats(enrollment: Enrollment, *, by, occurred_at: datetime | None = None) -> list[Team]:
    """Who has come into the cohort joins the rooms of the teams where their seats are; twice is quiet.

    A mentor who was named while somebody below them was away steps back.
    """
    if not _is_in(enrollment):
        return []
    # Held, so that who is moved at this moment does not come into the room they are moved from.
    seats = Seat.objects.select_for_update(of=("self",), no_key=True).select_related(
        "team__space", "team__cohort"
    )
    teams = [seat.team for seat in seats.filter(enrollment=enrollment).order_by("team__space", "id")]
    for team in teams:
        _join(team, enrollment, by, occurred_at)
    for team in teams:
        release_managers(team, by=User.objects.system(), occurred_at=occurred_at)
    return teams


@transaction.atomic
def give_up_seat(enrollment: Enrollment) -> None:
    """Who has left the cohort frees the parts that they had not finished; what they wrote stays."""
    _free_parts(enrollment, enrollment.cohort.teams.all())


def _hold(cohort: Cohort, by) -> None:
    if not can_draw_teams(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort forms its teams."))
    Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=cohort.pk)


def course_long_set(cohort: Cohort) -> TeamSet:
    """The set of the teams that stay together for the whole course, made when first asked for."""
    team_set, _made = TeamSet.objects.get_or_create(
        cohort=cohort, activity_id=None, defaults={"name": _("Whole course")}
    )
    return team_set


def _is_at_work(team_set: TeamSet) -> bool:
    if Submission.objects.filter(team__team_set=team_set).exists():
        return True
    return team_set.is_course_long and team_set.cohort.is_started and team_set.seats.exists()


def _to_place(cohort: Cohort):
    rows = cohort.enrollments.filter(removed_at=None, moved_at=None, withdrawn_at=None)
    return rows.select_related("person", "cohort__space").order_by("id")


def _enrollment_of(cohort: Cohort, person) -> Enrollment:
    found = _to_place(cohort).filter(person=person).first()
    if found is None:
        raise ValidationError(_("%(name)s is not in this cohort.") % {"name": person.name})
    return found


def _is_in(enrollment: Enrollment) -> bool:
    return enrollment.is_enrolled and enrollment.moved_at is None


def _rooms_for(team_set: TeamSet, count: int, by, occurred_at) -> list[Team]:
    """As many teams as there are groups: the rooms that are there, new ones, and none too many."""
    teams = list(team_set.teams.select_related("space", "cohort__space").in_order())
    for surplus in teams[count:]:
        _close_team(surplus, by, occurred_at)
    names = _free_names({team.name for team in teams[:count]})
    while len(teams) < count:
        teams.append(_open_team(team_set, next(names), by, occurred_at))
    return teams[:count]


def _free_names(taken: set[str]):
    """Table names in their order, less those in use."""
    number = 0
    while True:
        number += 1
        name = _("Team %(number)d") % {"number": number}
        if name not in taken:
            yield name


def _open_team(team_set: TeamSet, name: str, by, occurred_at) -> Team:
    cohort = team_set.cohort
    title = name if team_set.is_course_long else f"{name} · {team_set.name}"[:160]
    space = open_space(Space.Kind.TEAM, title=title, parent=cohort.space, time_zone=cohort.time_zone)
    position = team_set.teams.count()
    team = Team.objects.create(cohort=cohort, team_set=team_set, space=space, name=name, position=position)
    open_stream(space, by=by, title=title, occurred_at=occurred_at)
    record(cohort.space, by=by, verb="team.formed", target=team, occurred_at=occurred_at)
    return team


def _close_team(team: Team, by, occurred_at) -> None:
    """A team that was drawn away before it began; its journal stays, in a closed room that nobody is in."""
    for membership in Membership.objects.open().filter(space=team.space_id).select_related("person"):
        leave_space(team.space, person=membership.person, by=by, occurred_at=occurred_at)
    close_space(team.space, by=by)
    team.delete()


def _place(enrollment: Enrollment, team: Team, by, occurred_at) -> Seat:
    """The learner's one seat of the set is in this team; the room follows for whoever is in the cohort."""
    seat, made = Seat.objects.select_related("team__space").get_or_create(
        team_set=team.team_set, enrollment=enrollment, defaults={"team": team}
    )
    if not made and seat.team_id != team.pk:
        before, seat.team = seat.team, team
        seat.save(update_fields=["team"])
        leave_space(before.space, person=enrollment.person, by=by, role=Role.LEARNER, occurred_at=occurred_at)
        _free_parts(enrollment, [before])
    if _is_in(enrollment):
        _join(team, enrollment, by, occurred_at)
    return seat


def _join(team: Team, enrollment: Enrollment, by, occurred_at) -> None:
    join_space(team.space, person=enrollment.person, role=Role.LEARNER, by=by, occurred_at=occurred_at)


def _free_parts(enrollment: Enrollment, teams) -> None:
    left = Part.objects.waiting_for(enrollment.person).filter(submission__team__in=teams)
    left.update(owner=None)
