"""Merging two teams and dissolving one: the room closes, its people go on elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.actions import Deed, close_space, leave_many
from spaces.models import Membership
from teams.actions.mentoring import hold_mentors, leave_cohort
from teams.actions.office import free_all_hours_of
from teams.actions.seating import hold_cohort, hold_enrollments, hold_rooms, seat_people
from teams.models import Review, ReviewedWork, Seat, Submission, Team


@transaction.atomic
def merge_teams(team: Team, into: Team, *, by, occurred_at: datetime | None = None) -> Team:
    """The people of a team go on in another of the set, and its room closes; twice is quiet.

    What they have begun comes with them where the other team has begun nothing; refused where both have begun the same
    task and not both have handed it in. Its mentors step back.
    """
    if team.team_set_id != into.team_set_id or team.pk == into.pk:
        raise ValidationError(_("Choose another team of the same set."))
    team, into = _hold(team, by), _hold(into, by)
    if into.is_dissolved:
        raise ValidationError(_("This team is dissolved. Choose another."))
    if team.is_dissolved:
        return into
    enrollments = _seated(team)
    hold_enrollments(enrollments)
    hold_rooms([team.space], [enrollment.person_id for enrollment in enrollments])
    _carry_drafts(team, into)
    data = {"people": [enrollment.person_id for enrollment in enrollments], "team": team.pk}
    deed = Deed("team.merged", by, into, occurred_at, data)
    seat_people(team.team_set, {into: enrollments}, by=by, deeds=[deed], occurred_at=occurred_at)
    _dissolve(team, by, occurred_at)
    return into


@transaction.atomic
def dissolve_team(team: Team, *, by, occurred_at: datetime | None = None) -> Team:
    """The team is no more: its room closes, its people have no team of the set until they are seated. Twice is quiet.

    What it has handed in stays; a draft that it has not handed in closes with the room.
    """
    held = _hold(team, by)
    if held.is_dissolved:
        return held
    enrollments = _seated(held)
    data = {"people": [enrollment.person_id for enrollment in enrollments], "team": held.pk}
    deed = Deed("team.dissolved", by, held.cohort, occurred_at, data)
    seat_people(held.team_set, {None: enrollments}, by=by, deeds=[deed], occurred_at=occurred_at)
    return _dissolve(held, by, occurred_at)


def close_surplus(teams: Iterable[Team], *, by, occurred_at: datetime | None = None) -> None:
    """Teams that were drawn away before they began; their journals stay, in closed rooms that nobody is in."""
    for team in teams:
        _close_room(team, by, occurred_at)
        team.delete()


def _hold(team: Team, by) -> Team:
    hold_cohort(team.cohort, by)
    hold_mentors([team])
    return Team.objects.select_related("space", "team_set__cohort__space", "cohort__space").get(pk=team.pk)


def _seated(team: Team) -> list:
    """Everyone with a seat there, those too who have left the cohort and may come again."""
    seats = Seat.objects.filter(team=team).select_related("enrollment__person").order_by("enrollment")
    return [seat.enrollment for seat in seats]


def _dissolve(team: Team, by, occurred_at) -> Team:
    _close_room(team, by, occurred_at)
    team.dissolved_at = occurred_at or timezone.now()
    team.save(update_fields=["dissolved_at"])
    # Nobody is left to write them: the works go to others.
    unsent = Review.objects.standing().filter(by_team=team, sent_at=None)
    unsent.update(given_up_at=team.dissolved_at)
    return team


def _close_room(team: Team, by, occurred_at) -> None:
    free_all_hours_of(team)
    leave_cohort(team, team.mentors, by=by, occurred_at=occurred_at)
    here = Membership.objects.open().filter(space=team.space_id).values_list("person_id", flat=True)
    leave_many(team.space, moments=dict.fromkeys(here, occurred_at), by=by)
    close_space(team.space, by=by)


def _carry_drafts(team: Team, into: Team) -> None:
    """A team's drafts and hand-ins go with its people, except where the other team has its own."""
    both = Submission.objects.filter(team__in=[team.pk, into.pk]).order_by("id")
    rows = list(both.select_for_update(no_key=True, of=("self",)))
    theirs = {row.activity_id: row for row in rows if row.team_id == into.pk}
    for row in rows:
        if row.team_id != team.pk or not _is_begun(row):
            continue
        other = theirs.get(row.activity_id)
        if other and _is_begun(other):
            _refuse_two(row, other)
            continue
        if other:
            other.delete()
        row.team = into
        row.save(update_fields=["team"])
        ReviewedWork.objects.filter(hand_in__submission=row).update(team=into)


def _is_begun(submission: Submission) -> bool:
    return submission.hand_ins.exists() or submission.parts.exclude(body="").exists()


def _refuse_two(one: Submission, other: Submission) -> None:
    if not (one.is_handed_in and other.is_handed_in):
        raise ValidationError(
            _("Both teams have begun “%(task)s”. Let each hand it in first, or move people one by one.")
            % {"task": one.title}
        )
