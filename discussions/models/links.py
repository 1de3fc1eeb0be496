"""Threads that posts lead to."""

from __future__ import annotations

from django.db import models

from discussions.models.posts import Post
from discussions.models.threads import Thread


class ThreadLinkQuerySet(models.QuerySet["ThreadLink"]):
    def visible_to(self, viewer) -> ThreadLinkQuerySet:
        """A link is met by whoever may read the post in which it stands."""
        return self.filter(post__in=Post.objects.visible_to(viewer).standing())

    def for_list(self) -> ThreadLinkQuerySet:
        return self.select_related("post__thread__space", "post__by").defer("post__words").order_by("-id")


class ThreadLink(models.Model):
    """A post has a link to a thread, so that the thread can say where it is spoken of."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="links")
    target = models.ForeignKey(Thread, models.CASCADE, related_name="links_here")

    objects = ThreadLinkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "target"], name="thread_link_once_per_post")]

    def __str__(self) -> str:
        return f"{self.post_id} to {self.target_id}"
