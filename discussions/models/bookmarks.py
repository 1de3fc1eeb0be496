"""What people keep for later: posts, with a note and perhaps a reminder."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from discussions.models.posts import Post


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def visible_to(self, viewer) -> BookmarkQuerySet:
        """One's own, of what one may still read."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(person=viewer, post__in=Post.objects.visible_to(viewer))

    def due(self, now: datetime) -> BookmarkQuerySet:
        return self.filter(remind_at__lte=now, reminded_at=None)

    def for_page(self) -> BookmarkQuerySet:
        return self.select_related("post__thread__space", "post__by__photo").defer("post__words")


class Bookmark(models.Model):
    """A post that somebody keeps for later, for themselves alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, models.CASCADE, related_name="bookmarks")
    note = models.CharField(max_length=200, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="bookmark_once")]
        indexes = [
            models.Index(fields=["remind_at"], condition=models.Q(reminded_at=None), name="bookmark_waiting")
        ]

    def __str__(self) -> str:
        return self.post.thread.title

    def get_absolute_url(self) -> str:
        return f"{reverse('saved')}#bookmark-{self.pk}"

    @property
    def is_gone(self) -> bool:
        return self.post.is_gone

    @property
    def waits(self) -> bool:
        """Whether a reminder is still to come."""
        return self.remind_at is not None and self.reminded_at is None
