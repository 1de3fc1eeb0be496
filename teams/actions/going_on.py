"""A team goes on after its cohort as a set of its own: who presents when, what is asked and kept, and leaving it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.text import clean_text
from people.models import User
from spaces.actions import hold_membership, leave_space, record
from spaces.models import Membership, Role
from teams import turns
from teams.actions.mentoring import hold_mentors, release_mentor
from teams.models import LearningSet, Rhythm, SetMeeting, SetNote, Team

LONGEST = 5000


@transaction.atomic
def go_on(team: Team, *, by, occurred_at: datetime | None = None) -> LearningSet:
    """A member lets the team go on after its cohort: the room stays, the rhythm too, its mentors leave. Twice is quiet.

    Refuses who is not a member of the team, and a cohort that has not ended.
    """
    held = _hold(team, by)
    if not held.cohort.is_ended:
        raise ValidationError(_("Your cohort is not over yet; until then you are a team of it."))
    began_on = (occurred_at or timezone.now()).astimezone(held.cohort.zone).date()
    learning_set, is_new = LearningSet.objects.get_or_create(
        team=held, defaults={"began_on": began_on, "began_by": by}
    )
    if is_new:
        Rhythm.objects.filter(team=held).update(until_on=None, sequence=F("sequence") + 1)
        hold_mentors([held])
        mentors = Membership.objects.open().filter(space=team.space_id, role=Role.MENTOR)
        for membership in mentors.select_related("person").order_by("id"):
            release_mentor(held, person=membership.person, by=by, occurred_at=occurred_at)
        record(team.space, by=by, verb="set.begun", target=held, occurred_at=occurred_at)
    return learning_set


@transaction.atomic
def leave_set(team: Team, *, by, occurred_at: datetime | None = None) -> None:
    """A member leaves the set: its room is closed to them from now on, and what they wrote stays."""
    if not LearningSet.objects.filter(team=team).exists():
        raise ValidationError(_("This team belongs to its cohort; leave that instead."))
    leave_space(team.space, person=by, by=by, role=Role.LEARNER, occurred_at=occurred_at)


@transaction.atomic
def swap_turn(team: Team, week: date, *, person, by, occurred_at: datetime | None = None) -> SetMeeting:
    """Another member presents in this week, and who would have, in their next turn; the same again is quiet.

    Refuses who is not a member of the set.
    """
    learning_set = _set_of(_hold(team, by))
    members = members_of(team)
    if person.pk not in {member.pk for member in members}:
        raise ValidationError(_("%(name)s is not in this set.") % {"name": person.name})
    number = _number(learning_set, week)
    changes = turns.swap(number, person, members, learning_set.swapped())
    for changed, person_id in changes.items():
        SetMeeting.objects.update_or_create(
            learning_set=learning_set, week=learning_set.week(changed), defaults={"presenter_id": person_id}
        )
    meeting = _meeting(learning_set, week)
    if changes:
        data = {"people": sorted(changes.values())}
        record(team.space, by=by, verb="turn.swapped", target=meeting, occurred_at=occurred_at, data=data)
    return meeting


@transaction.atomic
def skip_turn(team: Team, week: date, *, by, occurred_at: datetime | None = None) -> SetMeeting:
    """Whoever presents in this week changes with the one after them."""
    learning_set = _set_of(_hold(team, by))
    members, number = members_of(team), _number(learning_set, week)
    other = turns.presenter_of(number + 1, members, learning_set.swapped())
    return swap_turn(team, week, person=other, by=by, occurred_at=occurred_at)


@transaction.atomic
def write_problem(
    team: Team, week: date, *, by, body: str, occurred_at: datetime | None = None
) -> SetMeeting:
    """Whoever presents in this week says what they bring, and may mend it; the same words are quiet."""
    learning_set = _set_of(_hold(team, by))
    presenter = turns.presenter_of(_number(learning_set, week), members_of(team), learning_set.swapped())
    if presenter is None or presenter.pk != by.pk:
        raise PermissionDenied(_("Only who presents this time says what they bring."))
    meeting, body = _meeting(learning_set, week), _words(body)
    if meeting.problem != body:
        meeting.problem, meeting.problem_by = body, by
        meeting.save(update_fields=["problem", "problem_by"])
        record(team.space, by=by, verb="problem.written", target=meeting, occurred_at=occurred_at)
    return meeting


@transaction.atomic
def add_set_note(
    team: Team, week: date, *, by, kind: str, body: str, key: uuid.UUID | None = None,
    occurred_at: datetime | None = None,
) -> SetNote:  # fmt: skip
    """A member asks the presenter a question, or keeps something of the meeting; sending it twice adds it once."""
    learning_set, body = _set_of(_hold(team, by)), _words(body)
    _number(learning_set, week)
    note, is_new = SetNote.objects.get_or_create(
        by=by,
        key=key or uuid.uuid4(),
        defaults={
            "meeting": _meeting(learning_set, week),
            "kind": kind,
            "body": body,
            "written_at": occurred_at or timezone.now(),
        },
    )
    if is_new:
        record(team.space, by=by, verb="set_note.added", target=note, occurred_at=occurred_at)
    return note


def members_of(team: Team) -> list[User]:
    """The set's members in the order in which they take turns: as they came into the room."""
    here = Membership.objects.open().filter(space=team.space_id, role=Role.LEARNER)
    return [membership.person for membership in here.select_related("person").order_by("id")]


def _hold(team: Team, by) -> Team:
    if Role.LEARNER not in hold_membership(team.space, by):
        raise PermissionDenied(_("Only the team's members do this."))
    rows = Team.objects.select_related("space", "cohort__space")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=team.pk)


def _set_of(team: Team) -> LearningSet:
    found = LearningSet.objects.filter(team=team).first()
    if found is None:
        raise ValidationError(_("Your team has not gone on as a set."))
    return found


def _number(learning_set: LearningSet, week: date) -> int:
    number = learning_set.number(week)
    if number < 0 or number > turns.LOOKED_AHEAD * 20 or week.weekday() != 0:
        raise ValidationError(_("There is no meeting in this week."))
    return number


def _meeting(learning_set: LearningSet, week: date) -> SetMeeting:
    meeting, _made = SetMeeting.objects.get_or_create(learning_set=learning_set, week=week)
    return meeting


def _words(body: str) -> str:
    body = clean_text(body)[:LONGEST]
    if not body:
        raise ValidationError(_("Write something first."))
    return body
