"""Who was told that a team waits for a part: step by step, each a person's act."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from spaces.models import Role, Space
from teams.models.submissions import Part
from teams.models.teams import Team


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, viewer) -> ReminderQuerySet:
        """A nudge is between two; a card is the team's; further steps are also for whom they ask."""
        if not viewer.is_authenticated:
            return self.none()
        team = Q(part__submission__team__in=Team.objects.joined_by(viewer))
        mentored = Space.objects.joined_by(viewer, Role.MENTOR)
        run = Cohort.objects.run_by(viewer)
        return self.filter(
            (Q(step=Reminder.Step.NUDGE) & (Q(by=viewer) | Q(person=viewer)) & team)
            | (~Q(step=Reminder.Step.NUDGE) & team)
            | Q(step=Reminder.Step.MENTOR, part__submission__team__space__in=mentored)
            | Q(step=Reminder.Step.MERGE, part__submission__team__cohort__in=run)
        )

    def shown_to_team(self) -> ReminderQuerySet:
        """All but the private ones."""
        return self.exclude(step=Reminder.Step.NUDGE)

    def standing(self) -> ReminderQuerySet:
        """Of parts that are still waited for."""
        return self.filter(part__ready_at=None, part__submission__handed_in_at=None)

    def newest_first(self) -> ReminderQuerySet:
        return self.select_related("by", "person").order_by("-id")


class Reminder(models.Model):
    """One step of many for a part that the team waits for; each at most once a day."""

    class Step(models.TextChoices):
        NUDGE = "nudge", _("a private word")
        CARD = "card", _("a card from the team")
        MENTOR = "mentor", _("asked the mentor to help")
        MERGE = "merge", _("proposed to put teams together")

    part = models.ForeignKey(Part, models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=8, choices=Step)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    words = models.CharField(_("your words"), max_length=500)
    on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "step", "person", "on"], name="reminder_once_a_day", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.part.title

    def get_absolute_url(self) -> str:
        """To the part; who runs the cohort, and has no part in the draft, comes to the console."""
        if self.step == self.Step.MERGE:
            return reverse("console", args=[self.part.submission.team.cohort_id])
        if self.step == self.Step.MENTOR:
            return reverse("team", args=[self.part.submission.team_id])
        return reverse("part", args=[self.part_id])

    @property
    def as_quote(self) -> str:
        return self.words
