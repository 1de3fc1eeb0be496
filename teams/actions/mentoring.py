"""Mentors of a team: named and released in the open, so that its room has no hidden reader; each takes so many teams."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import User
from spaces.actions import join_space, leave_space, record
from spaces.models import Membership, Role
from teams.actions.office import free_hours_of
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
    """Somebody no longer mentors the team, and cannot read its room; twice is quiet."""
    if not can_release_mentor(by, team):
        raise PermissionDenied(_("Only who runs this cohort names its mentors."))
    free_hours_of(team, person)
    if leave_space(team.space, person=person, by=by, role=Role.MENTOR, occurred_at=occurred_at):
        _record("mentor.released", team, person, by, occurred_at)


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
    for membership in mentors_above_members():
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
