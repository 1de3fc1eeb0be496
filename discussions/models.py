"""Discussions: threads of a space's board, posts, reactions, reading marks and follow levels."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.models import Space


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, viewer) -> ThreadQuerySet:
        """A thread is seen by whoever may see its space."""
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def on_board(self) -> ThreadQuerySet:
        return self.exclude(kind=Thread.Kind.STREAM)

    def unanswered(self) -> ThreadQuerySet:
        return self.filter(kind=Thread.Kind.QUESTION, accepted=None, reply_count=0)


class Thread(models.Model):
    """A conversation on a board; its first post opens it."""

    class Kind(models.TextChoices):
        CONVERSATION = "conversation", _("conversation")
        QUESTION = "question", _("question")
        ANNOUNCEMENT = "announcement", _("announcement")
        SHOWCASE = "showcase", _("showcase")
        SAMPLE = "sample", _("work sample")
        STORY = "story", _("story")
        STREAM = "stream", _("stream")

    space = models.ForeignKey(Space, models.CASCADE, related_name="threads")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.CONVERSATION)
    title = models.CharField(_("title"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="threads")
    key = models.UUIDField(default=uuid.uuid4)
    accepted = models.ForeignKey("Post", models.SET_NULL, null=True, blank=True, related_name="+")
    reply_count = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    last_post_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pinned_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="thread_sent_once"),
            models.UniqueConstraint(
                fields=["space"], condition=Q(kind="stream"), name="thread_one_stream_per_space"
            ),
        ]
        indexes = [
            models.Index(fields=["space", "-last_post_at", "-id"], name="thread_board_order"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("thread", args=[self.pk])

    @property
    def is_stream(self) -> bool:
        return self.kind == self.Kind.STREAM

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer) -> PostQuerySet:
        """A post asks its thread."""
        return self.filter(thread__in=Thread.objects.visible_to(viewer))

    def standing(self) -> PostQuerySet:
        return self.filter(deleted_at=None)

    def oldest_first(self) -> PostQuerySet:
        return self.order_by("number")


class Post(models.Model):
    """What somebody said in a thread; numbered in the thread, 1 opens it."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    key = models.UUIDField(default=uuid.uuid4)
    body = models.TextField()
    in_reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="answers")
    reaction_counts = models.JSONField(default=dict)
    posted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = SearchVectorField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once_per_thread"),
            models.UniqueConstraint(fields=["by", "key"], name="post_sent_once"),
        ]
        indexes = [GinIndex(fields=["words"], name="post_words")]

    def __str__(self) -> str:
        return f"post {self.number} of thread {self.thread_id}"

    def get_absolute_url(self) -> str:
        return f"{reverse('thread', args=[self.thread_id])}#post-{self.pk}"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def opens_thread(self) -> bool:
        return self.number == 1


class Reaction(models.Model):
    """A person's reaction to a post."""

    class Kind(models.TextChoices):
        THANKS = "thanks", _("thanks")
        AGREE = "agree", _("agree")
        IDEA = "idea", _("good idea")
        HEART = "heart", _("with you")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=8, choices=Kind)
    reacted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person", "kind"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.post_id}"


class Mention(models.Model):
    """A post names a person who may read it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="mention_once_per_post")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"


class ReadingMark(models.Model):
    """How far a person has read a thread: the number of the last post seen."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="reading_marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_marks")
    number = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="reading_mark_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.thread_id}#{self.number}"
