"""Who sits where: of every move rooms follow at once, and unfinished parts are free again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrollment
from people.models import User
from spaces import live
from spaces.actions import Deed, join_many, join_space, leave_many, record_many
from spaces.models import Membership, Role, Space
from teams import formation
from teams.actions.mentoring import hold_mentors, release_managers
from teams.models import Part, Seat, Team, TeamSet
from teams.permissions import can_draw_teams

Seating = Mapping[Team | None, Sequence[Enrollment]]


@transaction.atomic
def move_member(team_from: Team, team_to: Team, *, person, by, occurred_at: datetime | None = None) -> Seat:
    """Somebody goes on in another team of the set; parts they had not finished are free again.

    Refuses teams of two sets, one that is dissolved, and who sits elsewhere by now.
    """
    if team_from.team_set_id != team_to.team_set_id:
        raise ValidationError(_("Choose a team of the same set."))
    hold_cohort(team_to.cohort, by)
    seat = Seat.objects.filter(team=team_from, enrollment__person=person).select_related("enrollment").first()
    if seat is None:
        raise ValidationError(_("%(name)s is not in this team.") % {"name": person.name})
    return _seat_one(team_to, seat.enrollment, by, occurred_at)


@transaction.atomic
def seat_member(team: Team, enrollment: Enrollment, *, by, occurred_at: datetime | None = None) -> Seat:
    """A learner sits in this team from now on, wherever in the set they sat before; twice is quiet.

    Refuses who has left the cohort, and a team that is dissolved.
    """
    hold_cohort(team.cohort, by)
    return _seat_one(team, enrollment, by, occurred_at)


@transaction.atomic
def unseat_member(team: Team, *, person, by, occurred_at: datetime | None = None) -> None:
    """Somebody is in no team of the set any more, and out of its room; twice is quiet."""
    hold_cohort(team.cohort, by)
    seat = Seat.objects.filter(team=team, enrollment__person=person).select_related("enrollment").first()
    if seat is None:
        return
    deed = Deed("member.unseated", by, team.cohort, occurred_at, {"person": person.pk, "team": team.pk})
    seat_people(team.team_set, {None: [seat.enrollment]}, by=by, deeds=[deed], occurred_at=occurred_at)


@transaction.atomic
def place_late(
    enrollment: Enrollment, *, by, team_set: TeamSet | None = None, occurred_at: datetime | None = None
) -> Seat:
    """Who comes late sits where they are needed most: with no manager or report, in the smallest team that has room.

    Where no team has room the smallest gets one seat more. Twice is quiet; refuses a set without teams.
    """
    hold_cohort(enrollment.cohort, by)
    team_set = team_set or course_long_set(enrollment.cohort)
    if seat := team_set.seats.filter(enrollment=enrollment).first():
        return seat
    teams = list(team_set.teams.open().in_order())
    if not teams:
        raise ValidationError(_("There are no teams yet. Draw them first."))
    tables = tables_of(teams)
    offsets = offsets_in(team_set, [*(p for table in tables for p in table), enrollment.person])
    team = teams[formation.neediest(tables, enrollment.person, most=team_set.most, offsets=offsets)]
    return _seat_one(team, enrollment, by, occurred_at)


@transaction.atomic
def take_seats(enrollment: Enrollment, *, by, occurred_at: datetime | None = None) -> list[Team]:
    """Who has come into the cohort joins the rooms of the teams where their seats are; twice is quiet.

    A mentor who was named while somebody below them was away steps back.
    """
    # Held, so that who is moved or leaves at this moment does not come into a room that they are out of.
    enrollment = hold_enrollments([enrollment])[enrollment.pk]
    if not is_in(enrollment):
        return []
    seats = enrollment.seats.filter(team__dissolved_at=None).select_related("team__space", "team__cohort")
    teams = [seat.team for seat in seats.order_by("team__space", "id")]
    hold_mentors(teams)
    for team in teams:
        join_space(team.space, person=enrollment.person, role=Role.LEARNER, by=by, occurred_at=occurred_at)
    for team in teams:
        release_managers(team, by=User.objects.system(), occurred_at=occurred_at)
    return teams


@transaction.atomic
def give_up_seat(enrollment: Enrollment) -> None:
    """Who has left the cohort frees the parts that they had not finished; what they wrote stays."""
    _free_parts([enrollment.person_id], enrollment.cohort.teams.all())


def hold_cohort(cohort: Cohort, by) -> None:
    """Who runs the cohort changes its teams, and of several who do one waits for the other."""
    if not can_draw_teams(by, cohort):
        raise PermissionDenied(_("Only who runs this cohort forms its teams."))
    hold_teams_of(cohort)


def hold_teams_of(cohort: Cohort) -> None:
    Cohort.objects.select_for_update(no_key=True, of=("self",)).get(pk=cohort.pk)


def hold_enrollments(enrollments: Iterable[Enrollment]) -> dict[int, Enrollment]:
    """As they are now, and until the end of this transaction: nobody comes, leaves or is moved meanwhile."""
    rows = Enrollment.objects.filter(pk__in=[enrollment.pk for enrollment in enrollments])
    rows = rows.select_related("person", "cohort__space").order_by("id")
    return {row.pk: row for row in rows.select_for_update(no_key=True, of=("self",))}


def hold_rooms(spaces: Iterable[Space], people: Iterable[int]) -> None:
    """Hold people's memberships of rooms before any journal's number, in the order of whoever else ends them."""
    rows = Membership.objects.open().filter(space__in=list(spaces), person__in=list(people))
    list(rows.select_for_update(of=("self",)).order_by("space_id", "id").values_list("pk"))


def course_long_set(cohort: Cohort) -> TeamSet:
    """The set of the teams that stay together for the whole course, made when first asked for."""
    team_set, _made = TeamSet.objects.get_or_create(
        cohort=cohort, activity_id=None, defaults={"name": _("Whole course")}
    )
    return team_set


def is_in(enrollment: Enrollment) -> bool:
    return enrollment.is_enrolled and enrollment.moved_at is None


def tables_of(teams: Sequence[Team]) -> list[list[User]]:
    """Who sits in each of these teams, whose seats stand."""
    people = defaultdict(list)
    for seat in Seat.objects.filter(team__in=teams).standing().in_name_order():
        people[seat.team_id].append(seat.enrollment.person)
    return [people[team.pk] for team in teams]


def offsets_in(team_set: TeamSet, people: Iterable[User]) -> dict[int, int]:
    """Everybody's clocks as they are when the cohort starts, so that the same seed deals the same on any day."""
    cohort = team_set.cohort
    start = datetime.combine(cohort.starts_on, datetime.min.time(), tzinfo=cohort.zone)
    return formation.offsets_at(start, people)


def seat_people(
    team_set: TeamSet, seating: Seating, *, by, deeds: list[Deed], occurred_at: datetime | None = None
) -> None:
    """These learners' one seat of the set is in these teams from now on, or (None) in none.

    Rooms follow for whoever is in the cohort; mentors who come to stand above a member step back. The caller holds the
    cohort. The deeds are the first entries, in the cohort's journal: all who write into several journals begin there.
    """
    goal = {enrollment.pk: team for team, each in seating.items() for enrollment in each}
    held = hold_enrollments(enrollment for each in seating.values() for enrollment in each)
    before = team_set.seats.filter(enrollment__in=list(goal)).select_related("team__space")
    seats = {seat.enrollment_id: seat for seat in before}
    leaving = _leaving(seats, goal, held)
    hold_mentors([*(team for team in seating if team), *(seat.team for seat in seats.values())])
    hold_rooms(leaving, {pk for people in leaving.values() for pk in people})
    record_many(team_set.cohort.space, deeds)
    _free_parts({pk for people in leaving.values() for pk in people}, {seat.team for seat in seats.values()})
    _write_seats(team_set, seats, goal)
    _change_rooms(leaving, _coming(goal, held), by, occurred_at)
    _release_managers([team for team in seating if team], occurred_at)


def _seat_one(team: Team, enrollment: Enrollment, by, occurred_at) -> Seat:
    if team.is_dissolved:
        raise ValidationError(_("This team is dissolved. Choose another."))
    if not team.team_set.to_place().filter(pk=enrollment.pk).exists():
        raise ValidationError(_("%(name)s is not in this cohort.") % {"name": enrollment.person.name})
    if seat := Seat.objects.filter(team=team, enrollment=enrollment).first():
        return seat
    deed = Deed("member.seated", by, team, occurred_at, {"person": enrollment.person_id})
    seat_people(team.team_set, {team: [enrollment]}, by=by, deeds=[deed], occurred_at=occurred_at)
    return Seat.objects.get(team=team, enrollment=enrollment)


def _leaving(seats: dict, goal: dict, held: dict) -> dict[Space, list[int]]:
    """Whom each room loses."""
    leaving = defaultdict(list)
    for pk, seat in seats.items():
        if goal[pk] is None or seat.team_id != goal[pk].pk:
            leaving[seat.team.space].append(held[pk].person_id)
    return leaving


def _coming(goal: dict, held: dict) -> dict[Space, list[User]]:
    """Whom each room gets."""
    coming = defaultdict(list)
    for pk, team in goal.items():
        if team is not None and is_in(held[pk]):
            coming[team.space].append(held[pk].person)
    return coming


def _write_seats(team_set: TeamSet, seats: dict[int, Seat], goal: dict[int, Team | None]) -> None:
    gone = [seat.pk for pk, seat in seats.items() if goal[pk] is None]
    Seat.objects.filter(pk__in=gone).delete()
    moved = [seat for pk, seat in seats.items() if goal[pk] is not None and seat.team_id != goal[pk].pk]
    for seat in moved:
        seat.team = goal[seat.enrollment_id]
    Seat.objects.bulk_update(moved, ["team"], batch_size=1000)
    new = {pk: team for pk, team in goal.items() if team is not None and pk not in seats}
    Seat.objects.bulk_create(
        [Seat(team_set=team_set, team=team, enrollment_id=pk) for pk, team in new.items()], batch_size=2000
    )


def _change_rooms(leaving: dict, coming: dict, by, occurred_at) -> None:
    for space in sorted({*leaving, *coming}, key=lambda space: space.pk):
        if leaving.get(space):
            leave_many(space, moments=dict.fromkeys(leaving[space], occurred_at), by=by)
        if people := coming.get(space):
            moments = {person.pk: occurred_at for person in people}
            joined = join_many(space, people=people, role=Role.LEARNER, by=by, moments=moments)
            for membership in joined:
                live.membership_changed(space.pk, membership.person_id)


def _release_managers(teams: list[Team], occurred_at) -> None:
    spaces = {team.space_id: team for team in teams}
    mentors = Membership.objects.open().filter(space__in=list(spaces), role=Role.MENTOR)
    for space_id in sorted(set(mentors.values_list("space_id", flat=True))):
        release_managers(spaces[space_id], by=User.objects.system(), occurred_at=occurred_at)


def _free_parts(people: Iterable[int], teams: Iterable[Team]) -> None:
    left = Part.objects.filter(owner__in=list(people), submission__team__in=list(teams))
    left.filter(ready_at=None, submission__handed_in_at=None).update(owner=None)
