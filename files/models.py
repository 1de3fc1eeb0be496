"""Stored files: each belongs to a parent noun, and whoever may see the parent may see the file."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from files import parents
from people.models import User


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, viewer) -> StoredFileQuerySet:
        """A file is seen by whoever may see its parent; without a parent, by its uploader only."""
        if not viewer.is_authenticated:
            return self.none()
        seen = Q(parent_type="", owner=viewer)
        for parent_type, visible_ids in parents.registered():
            seen |= Q(parent_type=parent_type, parent_id__in=visible_ids(viewer))
        return self.filter(seen)

    def of_parent(self, parent_type: str, parent_id: int) -> StoredFileQuerySet:
        return self.filter(parent_type=parent_type, parent_id=parent_id)

    def beyond_cleaning(self) -> StoredFileQuerySet:
        """Those of which no copy without names could be made: they are damaged, or protected by a password."""
        return self.filter(nameless=None, nameless_at__isnull=False).order_by("name", "pk")

    def orphans(self) -> StoredFileQuerySet:
        return self.filter(parent_type="")

    def held_by_a_person(self) -> StoredFileQuerySet:
        """Files that are somebody's photo: faces are shown to all colleagues."""
        people = User.objects.filter(photo=OuterRef("pk"), is_active=True)
        return self.filter(Exists(people), content_type="image/webp")


class StoredFile(models.Model):
    """An upload, sniffed and re-encoded on its way in."""

    class Kind(models.TextChoices):
        IMAGE = "image"
        VIDEO = "video"
        AUDIO = "audio"
        DOCUMENT = "document"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    alt = models.CharField(max_length=300, blank=True)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    content = models.FileField(upload_to="files/%Y/%m/")
    parent_type = models.CharField(max_length=40, blank=True)
    parent_id = models.BigIntegerField(null=True, blank=True)
    stored_at = models.DateTimeField(default=timezone.now)
    # Its copy without the names of who made it, and when that was tried: without a copy it cannot be had.
    nameless = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="+")
    nameless_at = models.DateTimeField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent_type="", parent_id=None)
                | (~Q(parent_type="") & Q(parent_id__isnull=False)),
                name="file_has_whole_parent_or_none",
            ),
        ]
        indexes = [models.Index(fields=["parent_type", "parent_id"], name="file_by_parent")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("file", args=[self.pk])
