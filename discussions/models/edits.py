"""What posts said before they were changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from discussions.models.posts import Post
from spaces.models import MODERATORS, Membership


class PostEditQuerySet(models.QuerySet["PostEdit"]):
    def visible_to(self, viewer) -> PostEditQuerySet:
        """Earlier words are seen by whoever sees the post; once it is gone by its writer and who keeps order."""
        keeps_order = Membership.objects.of(viewer, *MODERATORS).filter(space=OuterRef("post__thread__space"))
        stands = Q(post__deleted_at=None) | Q(post__by=viewer) | Exists(keeps_order)
        return self.filter(stands, post__in=Post.objects.visible_to(viewer))

    def newest_first(self) -> PostEditQuerySet:
        return self.order_by("-id")


class PostEdit(models.Model):
    """A post's words until somebody changed them."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="edits")
    body = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)

    objects = PostEditQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.post_id} until {self.edited_at:%Y-%m-%d %H:%M}"
