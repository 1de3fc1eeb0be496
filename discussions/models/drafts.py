"""Drafts: what somebody has typed and not sent, which nobody else sees and no journal keeps."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

KEPT_FOR = timedelta(days=30)


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, viewer) -> DraftQuerySet:
        return self.filter(person=viewer) if viewer.is_authenticated else self.none()

    def at(self, kind: str, number: int) -> DraftQuerySet:
        return self.filter(kind=kind, number=number)

    def showing(self, file_id, owner) -> DraftQuerySet:
        """A person's drafts that show a file of theirs."""
        return self.filter(Q(body__contains=file_id) | Q(other__contains=file_id), person=owner)

    def expired(self, now) -> DraftQuerySet:
        return self.filter(saved_at__lt=now - KEPT_FOR)


class Draft(models.Model):
    """A person's unsent words at one place: a reply to a thread, a new thread of a space, a change of a post.

    `poll` is one below the words as it was typed, empty where there is none. `other` is what another device had saved
    there and this one wrote over; it stays until it is taken or let go.
    """

    class Kind(models.TextChoices):
        REPLY = "reply"
        START = "start"
        EDIT = "edit"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.BigIntegerField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    body_format = models.CharField(max_length=8, default="markdown")
    in_reply_to = models.BigIntegerField(null=True, blank=True)
    poll = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    other = models.TextField(blank=True)
    other_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "number"], name="draft_once_per_place")
        ]
        indexes = [models.Index(fields=["saved_at"], name="draft_saved")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.person_id}"


def draft_of(person, kind: str, column: str) -> RawSQL:
    """What a person left unsent at the place that this column numbers, as a column of a larger query."""
    kept = (
        "SELECT to_jsonb(kept) FROM discussions_draft kept WHERE person_id = %s AND kind = %s AND number = "
    )
    return RawSQL(kept + column, [person.pk, str(kind)], output_field=models.JSONField())
