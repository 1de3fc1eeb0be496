"""Direct conversations: who talks with whom, outside any cohort, team or community."""

from __future__ import annotations

from django.db import models

from discussions.models.threads import Thread
from spaces.models import Space


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, viewer) -> ConversationQuerySet:
        """Those who are in it, and nobody else."""
        return (
            self.filter(space__in=Space.objects.joined_by(viewer)) if viewer.is_authenticated else self.none()
        )


class Conversation(models.Model):
    """A direct space's stream and the people for whom it was opened: the same people meet in the same one."""

    space = models.OneToOneField(Space, models.CASCADE, related_name="conversation")
    thread = models.OneToOneField(Thread, models.CASCADE, related_name="conversation")
    # The ids of its people; empty once somebody has left, so that they may begin a new one.
    people = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001

    objects = ConversationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"conversation of {self.people}"
