"""Posts: what people said in a thread."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone

from discussions.models.reactions import SIGNS, Reaction
from discussions.models.threads import Thread
from lib import html
from spaces.models import MODERATORS, Membership, Role, Space


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer) -> PostQuerySet:
        """A post asks its thread; in a sealed one others' posts are for whoever has written one that stands.

        Who keeps the space in order reads them all.
        """
        if not viewer.is_authenticated:
            return self.none()
        said = Post.objects.standing().filter(thread=OuterRef("thread"), by=viewer)
        keeps_order = Membership.objects.of(viewer, *MODERATORS).filter(space=OuterRef("space"))
        opened = Q(thread__sealed_at=None) | Q(number=1) | Q(by=viewer) | Exists(said) | Exists(keeps_order)
        return self.filter(opened, thread__in=Thread.objects.visible_to(viewer))

    def standing(self) -> PostQuerySet:
        return self.filter(deleted_at=None)

    def written_by(self, person) -> PostQuerySet:
        """What somebody said and nobody took away: theirs to read also where they are no longer a member."""
        return self.standing().filter(by=person)

    def own_words(self, thread: Thread, viewer) -> PostQuerySet:
        """What somebody wrote in a thread stays theirs to read, hidden or not."""
        return self.standing().filter(thread=thread, by=viewer).order_by("number")

    def newest_first(self) -> PostQuerySet:
        return self.order_by("-number")

    def between(self, first: int, last: int) -> PostQuerySet:
        """The posts from one number to another, and the one that opens the thread."""
        return self.filter(Q(number=1) | Q(number__range=(first, last)))

    def for_search(self) -> PostQuerySet:
        """All that a line of what was found says."""
        return self.select_related("thread__space", "by").defer("words")

    def for_fragment(self) -> PostQuerySet:
        """All that a post's markup needs, in one query."""
        return (
            self.select_related("thread__space", *PEOPLE)
            .defer("words", "in_reply_to__body", "in_reply_to__words")
            .annotate(
                author_roles=ArraySubquery(_roles_that_show()),
                poll_id=RawSQL(POLL.format("id"), [], output_field=models.BigIntegerField()),
                poll_question=RawSQL(POLL.format("question"), [], output_field=models.CharField()),
            )
        )


PEOPLE = ("by", "in_reply_to__by", "deleted_by")
POLL = "SELECT {} FROM discussions_poll WHERE post_id = discussions_post.id"


def _roles_that_show() -> QuerySet:
    author = Membership.objects.open().filter(space=OuterRef("thread__space"), person=OuterRef("by"))
    return author.exclude(role=Role.LEARNER).order_by("id").values("role")


class Post(models.Model):
    """What somebody said in a thread; numbered in the thread, 1 opens it."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    # The thread's, kept here so that search need not ask every thread; who may see the post is asked of the thread.
    space = models.ForeignKey(Space, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    key = models.UUIDField(default=uuid.uuid4)
    body = models.TextField()
    in_reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="answers")
    reacted_by = models.JSONField(default=dict)
    posted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_for = models.CharField(max_length=300, blank=True)
    words = SearchVectorField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once_per_thread"),
            models.UniqueConstraint(fields=["by", "key"], name="post_sent_once"),
        ]
        indexes = [
            # What waits in the index is read through by every search, so little may wait.
            GinIndex(
                fields=["words"],
                condition=Q(deleted_at=None),
                gin_pending_list_limit=512,
                name="post_words",
            ),
            models.Index(fields=["space", "-id"], name="post_of_space"),
        ]

    def __str__(self) -> str:
        return self.thread.title

    def get_absolute_url(self) -> str:
        return f"{reverse('thread', args=[self.thread_id])}?from={self.shown_from}#post-{self.pk}"

    @property
    def answer_url(self) -> str:
        """Where it stands, with the reply box turned to it."""
        return f"{reverse('thread', args=[self.thread_id])}?from={self.shown_from}&reply_to={self.pk}#post-{self.pk}"

    @property
    def as_quote(self) -> str:
        """Its first words, as a mail quotes them."""
        return "" if self.is_deleted else html.excerpt(self.body, 40)

    @property
    def shown_from(self) -> int:
        """From which number a page begins that shows this post with some before it."""
        return max(1, self.number - 5)

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_for_all(self) -> bool:
        """Whether everybody in the space may see it."""
        return not self.thread.is_hidden and (self.number == 1 or not self.thread.is_sealed)

    @property
    def is_gone(self) -> bool:
        """Whether its words are not shown to its readers."""
        return self.is_deleted

    @property
    def is_removed(self) -> bool:
        """Taken away by somebody else than its writer."""
        return self.is_deleted and self.deleted_by_id != self.by_id

    @property
    def has_expired(self) -> bool:
        """Emptied for good, and not only hidden."""
        return self.is_deleted and not self.body

    @property
    def opens_thread(self) -> bool:
        """In a stream no post opens the rest."""
        return self.number == 1 and not self.thread.is_stream

    @property
    def is_answer(self) -> bool:
        return self.thread.accepted_id == self.pk

    @property
    def role_words(self) -> str:
        """The writer's role here, where it is more than a learner's."""
        return ", ".join(str(Role(role).label) for role in getattr(self, "author_roles", ()))

    @property
    def reactions_shown(self) -> list[dict]:
        """Each kind that somebody chose: its sign, its name, and the ids of who chose it."""
        return [
            {"kind": kind, "sign": SIGNS[kind], "label": label, "people": people, "count": len(people)}
            for kind, label in Reaction.Kind.choices
            if (people := self.reacted_by.get(kind))
        ]
