"""What belongs to mentoring: how many teams somebody takes, their notes on a team, and the hours they offer."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.models import Membership, Role, Space
from teams.models.teams import Team

MOST_TEAMS = 4
OFFICE_MINUTES = 20


class Mentor(models.Model):
    """How many teams of running cohorts somebody mentors at most; who never said has room for four."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mentor"
    )
    most = models.PositiveSmallIntegerField(_("teams at most"), default=MOST_TEAMS)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(most__lte=40), name="mentor_most_is_few")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.most}"


class MentorNoteQuerySet(models.QuerySet["MentorNote"]):
    def visible_to(self, viewer) -> MentorNoteQuerySet:
        """A note is its writer's alone; handed over, also of that one mentor as long as they mentor the team."""
        if not viewer.is_authenticated:
            return self.none()
        mentored = Team.objects.filter(space__in=Space.objects.joined_by(viewer, Role.MENTOR))
        return self.filter(Q(by=viewer) | Q(handed_to=viewer, team__in=mentored))

    def newest_first(self) -> MentorNoteQuerySet:
        return self.select_related("by", "handed_to", "team").order_by("-written_at", "-id")


class MentorNote(models.Model):
    """What a mentor notes about a team for themselves."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="mentor_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentor_notes")
    key = models.UUIDField(default=uuid.uuid4)
    body = models.TextField(_("note"))
    written_at = models.DateTimeField(default=timezone.now)
    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MentorNoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="mentor_note_sent_once")]

    def __str__(self) -> str:
        return f"note on {self.team_id}"

    def get_absolute_url(self) -> str:
        return reverse("mentor_notes", args=[self.team_id])


class OfficeHourQuerySet(models.QuerySet["OfficeHour"]):
    def visible_to(self, viewer) -> OfficeHourQuerySet:
        """An hour is its mentor's; the teams they mentor see what is free and what they have booked themselves."""
        if not viewer.is_authenticated:
            return self.none()
        mine = Team.objects.joined_by(viewer)
        free = Q(booked_for=None) & Exists(self.mentored(mine))
        booked = Q(booked_for__in=mine) & Exists(
            self.mentored(Team.objects.filter(pk=OuterRef(OuterRef("booked_for"))))
        )
        return self.filter(Q(mentor=viewer) | free | booked)

    @staticmethod
    def mentored(teams) -> models.QuerySet[Membership]:
        """That an hour's mentor mentors one of these teams now."""
        mentors = Membership.objects.open().filter(role=Role.MENTOR, person=OuterRef("mentor"))
        return mentors.filter(space__in=teams.values("space"))

    def standing(self) -> OfficeHourQuerySet:
        return self.filter(withdrawn_at=None)

    def to_come(self, now: datetime) -> OfficeHourQuerySet:
        return self.standing().filter(begins_at__gt=now)

    def free(self) -> OfficeHourQuerySet:
        return self.filter(booked_for=None)

    def booked(self) -> OfficeHourQuerySet:
        return self.exclude(booked_for=None)

    def with_people(self) -> OfficeHourQuerySet:
        return self.select_related("mentor", "booked_for__space", "booked_by")

    def soonest_first(self) -> OfficeHourQuerySet:
        return self.order_by("begins_at", "id")


class OfficeHour(models.Model):
    """Twenty minutes that a mentor offers to the teams they mentor; one team books it."""

    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="office_hours")
    begins_at = models.DateTimeField()
    offered_at = models.DateTimeField(default=timezone.now)
    booked_for = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="office_hours")
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    objects = OfficeHourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "begins_at"],
                condition=Q(withdrawn_at=None),
                name="office_hour_offered_once",
            )
        ]

    def __str__(self) -> str:
        return _("Office hour with %(name)s") % {"name": self.mentor.first_name}

    def get_absolute_url(self) -> str:
        if self.booked_for_id:
            return reverse("office_hours", args=[self.booked_for_id])
        return reverse("mentoring")

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + timedelta(minutes=OFFICE_MINUTES)

    @property
    def is_booked(self) -> bool:
        return self.booked_for_id is not None
