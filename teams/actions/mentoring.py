"""Mentors of a team: named and released in the open, so that its room has no hidden reader; each takes so many teams."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import User
from spaces.actions import join_space, leave_space, record
from spaces.models import Membership, Role, Space
from teams.actions.office import free_hours_of, hold_hours_of
from teams.mentors import mentors_above_members, with_room
from teams.models import LearningSet, Mentor, Team
from teams.permissions import can_mentor_team, can_name_mentor, can_release_mentor

MOST_EVER = 40


@transaction.atomic
def name_mentor(team: Team, *, person, by, occurred_at: datetime | None = None) -> None:
    """Somebody mentors the team: they read its room from now on, and everyone in it is told. Twice is quiet.

    Refuses members of the team, whoever is above one of them in the reporting line, and who has no room for one more.
    """
    if not can_name_mentor(by, team):
        raise PermissionDenied(_("Only who runs this cohort names its mentors."))
    if not can_mentor_team(person, team):
        raise ValidationError(
            _("%(name)s is in this team, or manages somebody in it. Choose another mentor.")
            % {"name": person.name}
        )
    if Membership.objects.of(person, Role.MENTOR).filter(space=team.space_id).exists():
        return
    _hold_room(person)
    if not LearningSet.objects.filter(team=team).exists():
        join_space(team.cohort.space, person=person, role=Role.MENTOR, by=by, occurred_at=occurred_at)
    join_space(team.space, person=person, role=Role.MENTOR, by=by, occurred_at=occurred_at)
    _record("mentor.named", team, person, by, occurred_at)


@transaction.atomic
def release_mentor(team: Team, *, person, by, occurred_at: datetime | None = None) -> None:
    """Somebody no longer mentors the team, and cannot read its room; twice is quiet.

    Was it their last team of the cohort, they are its mentor no longer either.
    """
    if not can_release_mentor(by, team):
        raise PermissionDenied(_("Only who runs this cohort names its mentors."))
    hold_mentors([team])
    if not Membership.objects.of(person, Role.MENTOR).filter(space=team.space_id).exists():
        return
    leave_cohort(team, [person], by=by, occurred_at=occurred_at)
    free_hours_of(team, person)
    leave_space(team.space, person=person, by=by, role=Role.MENTOR, occurred_at=occurred_at)
    _record("mentor.released", team, person, by, occurred_at)


def leave_cohort(team: Team, mentors: Iterable[User], *, by, occurred_at: datetime | None = None) -> None:
    """Those of a team's mentors, on their way out, who mentor no other team of its cohort leave the cohort as mentors.

    A team that goes on after its cohort does not keep its mentor there. The caller holds what ends.
    """
    cohort = team.cohort
    others = Team.objects.filter(cohort=cohort, learning_set=None).exclude(pk=team.pk).values("space")
    for person in mentors:
        if not Membership.objects.of(person, Role.MENTOR).filter(space__in=others).exists():
            leave_space(
                cohort.space, person=person, by=by, role=Role.MENTOR, is_deep=False, occurred_at=occurred_at
            )


def hold_mentors(teams: Collection[Team]) -> None:
    """Hold the memberships of these teams' mentors, there and in the cohort, then their hours, before any journal's number.

    So two who release the same mentor from two teams do so one after the other, and the second finds it was the last.
    """
    rooms = [team.space_id for team in teams]
    mentors = Membership.objects.open().filter(role=Role.MENTOR)
    around = Space.objects.filter(children__in=rooms).values("pk")
    ending = mentors.filter(person__in=mentors.filter(space__in=rooms).values("person"))
    ending = ending.filter(Q(space__in=rooms) | Q(space__in=around))
    list(ending.select_for_update(of=("self",)).order_by("space_id", "id").values_list("pk"))
    hold_hours_of(teams)


@transaction.atomic
def set_mentor_limit(person, *, most: int, by) -> Mentor:
    """A mentor says how many teams they take at most; those they have already stay."""
    if by.pk != person.pk:
        raise PermissionDenied(_("Everybody says this of themselves."))
    if not 0 <= most <= MOST_EVER:
        raise ValidationError(_("Choose a number from 0 to %(most)d.") % {"most": MOST_EVER})
    mentor, _made = Mentor.objects.update_or_create(person=person, defaults={"most": most})
    return mentor


def release_managers(team: Team, *, by, occurred_at: datetime | None = None) -> None:
    """After people have moved: whoever is above one of them is no mentor of this team any more."""
    mentors = Membership.objects.open().filter(space=team.space_id, role=Role.MENTOR).select_related("person")
    for membership in mentors:
        if not can_mentor_team(membership.person, team):
            release_mentor(team, person=membership.person, by=by, occurred_at=occurred_at)


@transaction.atomic
def release_all_managers(*, by) -> None:
    """After reporting lines have changed: nobody mentors a team with somebody below them, whichever team it is."""
    found = list(mentors_above_members())
    if found:
        hold_mentors([membership.space.team for membership in found])
    for membership in found:
        release_mentor(membership.space.team, person=membership.person, by=by)


def _hold_room(person) -> None:
    """Two who name the same mentor at once do so one after the other, and the second finds how full it is."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    found = with_room().get(pk=person.pk)
    if found.free <= 0:
        raise ValidationError(
            ngettext(
                "%(name)s mentors %(n)d team and takes no more. Choose another mentor, or ask them to make room.",
                "%(name)s mentors %(n)d teams and takes no more. Choose another mentor, or ask them to make room.",
                found.mentored,
            )
            % {"name": person.name, "n": found.mentored}
        )


def _record(verb: str, team: Team, person, by, occurred_at) -> None:
    data = {"person": person.pk}
    record(team.space, by=by, verb=verb, target=team, occurred_at=occurred_at, data=data)
