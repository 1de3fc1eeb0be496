"""What a mentor finds: their teams in order of need, the hours they offer, their notes; and what teams may book."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils import timezone

from lib.keyset import Page
from people.models import User
from spaces.models import Membership, Role
from teams.forms import LimitForm, NoteForm, OfferForm
from teams.mentors import with_room
from teams.models import MentorNote, OfficeHour, Team
from teams.need import needs_of, rules

MOST_HOURS = 60
MOST_NOTES = 200


def mentoring_context(viewer, page: Page, **sent) -> dict:
    """The mentor's page; a form that was refused stands on it with its words."""
    now = timezone.now()
    me = with_room().get(pk=viewer.pk)
    hours = OfficeHour.objects.to_come(now).filter(mentor=viewer).with_people().soonest_first()
    return {
        "page": page,
        "needs": needs_of(viewer, now),
        "rules": rules(),
        "hours": list(hours[:MOST_HOURS]),
        "me": me,
        "is_mentor": Membership.objects.of(viewer, Role.MENTOR).exists(),
        "limit_form": LimitForm(initial={"most": me.most}),
        "offer_form": OfferForm(),
        **sent,
    }


def office_context(team: Team, viewer) -> dict:
    """The times that a team's mentors offer, and those that the team has."""
    visible = OfficeHour.objects.visible_to(viewer).to_come(timezone.now()).with_people().soonest_first()
    mentors = list(mentors_of(team))
    booked = list(visible.filter(booked_for=team))
    free = visible.free().filter(mentor__in=mentors).exclude(mentor__in=[hour.mentor_id for hour in booked])
    return {
        "team": team,
        "mentors": mentors,
        "booked": booked,
        "free": list(free.exclude(mentor=viewer)[:MOST_HOURS]),
        "is_mine": Team.objects.joined_by(viewer).filter(pk=team.pk).exists(),
    }


def notes_context(team: Team, viewer, **sent) -> dict:
    """What somebody has noted about a team, and what was handed over to them."""
    notes = MentorNote.objects.visible_to(viewer).filter(team=team).newest_first()
    here = mentors_of(team)
    return {
        "team": team,
        "notes": list(notes[:MOST_NOTES]),
        "others": list(here.exclude(pk=viewer.pk)),
        "is_mentor": here.filter(pk=viewer.pk).exists(),
        "form": NoteForm(),
        **sent,
    }


def mentors_of(team: Team):
    mentoring = Membership.objects.open().filter(space=team.space_id, role=Role.MENTOR, person=OuterRef("pk"))
    return User.objects.filter(Exists(mentoring)).in_name_order()
