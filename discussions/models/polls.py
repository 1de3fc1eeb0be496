"""Polls: what a post asks, what one can choose, and who chose what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from discussions.models.posts import Post


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, viewer) -> PollQuerySet:
        """A poll asks its post, as long as that stands."""
        return self.filter(post__in=Post.objects.visible_to(viewer).standing())


class Poll(models.Model):
    """What a post asks its readers to choose from."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="poll")
    question = models.CharField(max_length=200)
    is_multiple = models.BooleanField(default=False)
    is_anonymous = models.BooleanField(default=False)
    closes_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PollQuerySet.as_manager()

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("poll", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()


class PollOption(models.Model):
    """One of the things to choose."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="poll_option_place")]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """Somebody chose this; of an anonymous poll nobody is shown who."""

    option = models.ForeignKey(PollOption, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "person"], name="vote_once_per_option")]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.option_id}"
