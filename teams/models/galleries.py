"""Finished work shown to the cohort, and what colleagues say to a passage of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from spaces.models import Space


class GalleryQuerySet(models.QuerySet["Gallery"]):
    def visible_to(self, viewer) -> GalleryQuerySet:
        """An open gallery is seen by whoever is in the cohort, and by L&D admins."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_ld_admin:
            return self.open()
        return self.open().filter(cohort__space__in=Space.objects.joined_by(viewer))

    def open(self) -> GalleryQuerySet:
        return self.filter(closed_at=None)

    def showing(self) -> Exists:
        """Whether the cohort sees this hand-in: its task's gallery is open."""
        task = {
            "cohort": OuterRef("submission__team__cohort"),
            "activity_id": OuterRef("submission__activity_id"),
        }
        return Exists(self.open().filter(**task))


class Gallery(models.Model):
    """What teams of a cohort handed in for one task may be seen by all of the cohort, from `opened_at` on; until it is closed."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="galleries")
    activity_id = models.UUIDField()
    title = models.CharField(max_length=160)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    closed_at = models.DateTimeField(null=True, blank=True)

    objects = GalleryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "activity_id"], name="gallery_once_per_task")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gallery", args=[self.cohort_id, self.activity_id])


class PassageCommentQuerySet(models.QuerySet["PassageComment"]):
    def visible_to(self, viewer) -> PassageCommentQuerySet:
        """What is said to a work is seen by whoever sees it in the gallery; not after it was taken away."""
        return self.met_by(viewer).filter(deleted_at=None)

    def met_by(self, viewer) -> PassageCommentQuerySet:
        """Those of works that the viewer sees, also taken away, so that doing so twice is quiet."""
        from teams.models.handins import HandIn  # which asks this module which galleries are open

        return self.filter(hand_in__in=HandIn.objects.visible_to(viewer))

    def in_order(self) -> PassageCommentQuerySet:
        return self.select_related("by").order_by("part_id", "id")


class PassageComment(models.Model):
    """A colleague's words to a part of a finished work, or to the words of it that they quote."""

    hand_in = models.ForeignKey("teams.HandIn", models.CASCADE, related_name="comments")
    part_id = models.BigIntegerField()
    key = models.UUIDField(default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="passage_comments")
    quote = models.CharField(_("the words it is about"), max_length=500, blank=True)
    body = models.TextField(_("your comment"), max_length=2000)
    said_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = PassageCommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="passage_comment_sent_once"),
            models.CheckConstraint(condition=~Q(body=""), name="passage_comment_says_something"),
        ]
        indexes = [models.Index(fields=["hand_in", "part_id", "id"], name="passage_comment_by_part")]

    def __str__(self) -> str:
        return self.hand_in.submission.title

    def get_absolute_url(self) -> str:
        return f"{reverse('handed_in', args=[self.hand_in_id])}#comment-{self.pk}"

    @property
    def as_quote(self) -> str:
        return self.body
