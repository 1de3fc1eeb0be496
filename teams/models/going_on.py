"""A team that goes on after its cohort: an action learning set, its meetings, and what is kept of them."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.times import week_of
from teams import turns
from teams.models.teams import Team


class LearningSet(models.Model):
    """That a team goes on: since when, and who said so."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="learning_set")
    began_on = models.DateField()
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.team.name

    def number(self, week: date) -> int:
        return turns.number_of(week, week_of(self.began_on))

    def week(self, number: int) -> date:
        return week_of(self.began_on) + timedelta(weeks=number)

    def swapped(self) -> dict[int, int]:
        """The weeks in which not the one whose turn it is presents."""
        rows = self.meetings.exclude(presenter=None).values_list("week", "presenter")
        return {self.number(week): person_id for week, person_id in rows}


class SetMeetingQuerySet(models.QuerySet["SetMeeting"]):
    def visible_to(self, viewer) -> SetMeetingQuerySet:
        """What a set keeps of its meetings is its members'; not even a mentor who is invited reads it."""
        return self.filter(learning_set__team__in=Team.objects.joined_by(viewer))

    def newest_first(self) -> SetMeetingQuerySet:
        return self.order_by("-week", "-id")


class SetMeeting(models.Model):
    """One week's meeting: the problem that its presenter brings; a presenter is noted only where two have swapped."""

    learning_set = models.ForeignKey(LearningSet, models.CASCADE, related_name="meetings")
    week = models.DateField()
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    problem = models.TextField(blank=True)
    problem_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SetMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learning_set", "week"], name="set_meeting_once_a_week")
        ]

    def __str__(self) -> str:
        return self.learning_set.team.name

    def get_absolute_url(self) -> str:
        return reverse("agenda_of", args=[self.learning_set.team_id, self.week])


class SetNoteQuerySet(models.QuerySet["SetNote"]):
    def visible_to(self, viewer) -> SetNoteQuerySet:
        return self.filter(meeting__in=SetMeeting.objects.visible_to(viewer))

    def in_order(self) -> SetNoteQuerySet:
        return self.select_related("by").order_by("written_at", "id")


class SetNote(models.Model):
    """A question that somebody asks the presenter, or what somebody keeps of a meeting."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        NOTE = "note", _("note")

    meeting = models.ForeignKey(SetMeeting, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4)
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    objects = SetNoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="set_note_sent_once")]

    def __str__(self) -> str:
        return f"{self.kind} of meeting {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION
