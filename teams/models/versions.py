"""What a part of the draft has been: who wrote it and when, also what gave way to somebody else's words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from teams.models.submissions import Part
from teams.models.teams import Team


class PartVersionQuerySet(models.QuerySet["PartVersion"]):
    def visible_to(self, viewer) -> PartVersionQuerySet:
        """How a draft came about is its team's own, also once it is handed in."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(part__submission__team__in=Team.objects.joined_by(viewer))

    def newest_first(self) -> PartVersionQuerySet:
        return self.select_related("by").order_by("-number", "-id")


class PartVersion(models.Model):
    """A state of a part's words; what one person writes within ten minutes is one.

    One `kept_aside` was never the part's text: its writer met somebody else's words, and both are here.
    """

    part = models.ForeignKey(Part, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    body = models.TextField(blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    kept_aside = models.BooleanField(default=False)
    restored_from = models.PositiveIntegerField(null=True, blank=True)

    objects = PartVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="part_version_number_once")]

    def __str__(self) -> str:
        return f"{self.part_id}, version {self.number}"

    def get_absolute_url(self) -> str:
        return f"{reverse('part_history', args=[self.part_id])}#version-{self.number}"
