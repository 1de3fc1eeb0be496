"""Threads of a space's board, and how far people have read them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions.models.drafts import Draft, draft_of
from discussions.models.present import reader_count_of, roles_of
from spaces.models import MODERATORS, Membership, Space


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, viewer) -> ThreadQuerySet:
        """A thread is seen by whoever may see its space; a hidden one only by who keeps that in order."""
        if not viewer.is_authenticated:
            return self.none()
        keeps_order = Membership.objects.of(viewer, *MODERATORS).filter(space=OuterRef("space"))
        return self.leaving_a_trace_for(viewer).filter(Q(hidden_at=None) | Exists(keeps_order))

    def leaving_a_trace_for(self, viewer) -> ThreadQuerySet:
        """Those of which the viewer may know that they are there: a hidden one leaves a line at its address."""
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def standing(self) -> ThreadQuerySet:
        """What lists show: neither gone with its first post nor hidden."""
        return self.filter(deleted_at=None, hidden_at=None)

    def hidden(self) -> ThreadQuerySet:
        return self.exclude(hidden_at=None).select_related("space", "hidden_by__photo")

    def in_spaces(self, space_ids: list[int]) -> ThreadQuerySet:
        """The threads of these spaces, however many: one array, in plain SQL that names the table."""
        return self.filter(RawSQL(IN_SPACES, [space_ids], output_field=models.BooleanField()))

    def on_board(self) -> ThreadQuerySet:
        return self.exclude(kind=Thread.Kind.STREAM).standing()

    def unbound(self) -> ThreadQuerySet:
        """Those upon which nothing else stands, as an activity does upon the thread of its prompt."""
        bound = [relation for relation in Thread._meta.related_objects if relation.one_to_one]
        return self.filter(**{relation.name: None for relation in bound})

    def unanswered(self) -> ThreadQuerySet:
        return self.filter(kind=Thread.Kind.QUESTION, accepted=None, reply_count=0)

    def with_unread(self, viewer) -> ThreadQuerySet:
        """Each thread with `unread`: posts after the viewer's mark, or since they came where there is none.

        Plain SQL that names the table, as every page asks this: for outermost queries only.
        """
        unread = RawSQL(UNREAD, [viewer.pk, viewer.pk], output_field=models.IntegerField())
        return self.annotate(unread=unread)

    def unread_by(self, viewer) -> ThreadQuerySet:
        return self.standing().with_unread(viewer).filter(unread__gt=0)

    def tracked_by(self, viewer) -> ThreadQuerySet:
        """Those whose news the viewer wants counted: all but what they follow less closely, itself or its space."""
        return self.filter(RawSQL(TRACKED, [viewer.pk, viewer.pk], output_field=models.BooleanField()))

    def for_board(self, viewer) -> ThreadQuerySet:
        """Bare rows of what a board shows, with its order: `is_first` says that a thread is pinned.

        Thirty threads with their people, made as objects, cost more than the rest of the page's queries together.
        """
        threads = self.on_board().with_unread(viewer).annotate(is_first=Q(pinned_at__isnull=False))
        return threads.values_list(*SHOWN_ON_BOARD, "unread", "is_first", named=True)

    def as_met_by(self, viewer) -> ThreadQuerySet:
        """Each thread with what its page says to this viewer: their mark, their roles, how many can read it.

        Plain SQL, as composing these for every page costs more than running them.
        """
        return self.select_related("space").annotate(
            mark=RawSQL(MARK, [viewer.pk], output_field=models.IntegerField()),
            my_roles=roles_of(viewer, SPACE),
            reader_count=reader_count_of(SPACE),
            my_level=RawSQL(LEVEL, [viewer.pk], output_field=models.TextField()),
            my_draft=draft_of(viewer, Draft.Kind.REPLY, "discussions_thread.id"),
            has_links=RawSQL(LINKED, [], output_field=models.BooleanField()),
            has_answered=RawSQL(ANSWERED, [viewer.pk], output_field=models.BooleanField()),
            accepted_number=RawSQL(ACCEPTED, [], output_field=models.IntegerField()),
        )


SHOWN_ON_BOARD = [
    "id", "kind", "title", "tags", "excerpt", "accepted_id", "reply_count", "last_post_at", "pinned_at", "locked_at",
    *[f"{who}__{field}" for who in ("by", "last_post_by") for field in ("id", "name", "called", "email", "photo_id")],
]  # fmt: skip
SPACE = "discussions_thread.space_id"
IN_SPACES = "discussions_thread.space_id = ANY(%s::bigint[])"
UNREAD = """
GREATEST(0, discussions_thread.post_count - COALESCE(
    (SELECT number FROM discussions_readingmark
     WHERE thread_id = discussions_thread.id AND person_id = %s),
    (SELECT discussions_thread.post_count FROM spaces_membership
     WHERE space_id = discussions_thread.space_id AND person_id = %s AND ended_at IS NULL
     HAVING min(began_at) > discussions_thread.last_post_at),
    0))
"""
LEVEL = """
SELECT level::text FROM discussions_follow WHERE thread_id = discussions_thread.id AND person_id = %s
"""
TRACKED = """
COALESCE(
    (SELECT level FROM discussions_follow WHERE thread_id = discussions_thread.id AND person_id = %s),
    (SELECT level FROM discussions_follow WHERE space_id = discussions_thread.space_id AND person_id = %s),
    'track') IN ('watch', 'track')
"""
MARK = """
SELECT number FROM discussions_readingmark
WHERE thread_id = discussions_thread.id AND person_id = %s
"""
# A post that was deleted or removed opens nothing.
ANSWERED = """
discussions_thread.sealed_at IS NOT NULL AND EXISTS (
    SELECT FROM discussions_post p
    WHERE p.thread_id = discussions_thread.id AND p.by_id = %s AND p.deleted_at IS NULL)
"""
LINKED = "EXISTS (SELECT FROM discussions_threadlink WHERE target_id = discussions_thread.id)"
ACCEPTED = "SELECT number FROM discussions_post WHERE id = discussions_thread.accepted_id"


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
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    accepted = models.ForeignKey("Post", models.SET_NULL, null=True, blank=True, related_name="+")
    excerpt = models.CharField(max_length=300, blank=True)
    post_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    last_post_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pinned_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    # Since when others' posts are read only by whoever has written one here.
    sealed_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden_for = models.CharField(max_length=300, blank=True)
    # Where its posts stand now, and behind which number there.
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    merged_after = models.PositiveIntegerField(default=0)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="thread_sent_once"),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_for="") | Q(hidden_at__isnull=False) & ~Q(hidden_for=""),
                name="thread_hidden_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["space"], condition=Q(kind="stream"), name="thread_one_stream_per_space"
            ),
        ]
        indexes = [
            models.Index(fields=["space", "-last_post_at", "-id"], name="thread_board_order"),
            GinIndex(fields=["tags"], name="thread_tags"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("thread", args=[self.pk])

    def address_of(self, number: int) -> str:
        """Where a post of this number stands, also after its thread was merged into another."""
        if self.merged_into_id is None:
            return f"{self.get_absolute_url()}?from={number}"
        return f"{reverse('thread', args=[self.merged_into_id])}?from={self.merged_after + number}"

    @property
    def is_stream(self) -> bool:
        return self.kind == self.Kind.STREAM

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION

    @property
    def is_unanswered(self) -> bool:
        return self.is_question and self.accepted_id is None and self.reply_count == 0

    @property
    def is_gone(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_pinned(self) -> bool:
        return self.pinned_at is not None

    @property
    def is_sealed(self) -> bool:
        return self.sealed_at is not None

    @property
    def is_bound(self) -> bool:
        """Whether something else stands upon it, as an activity does upon the thread of its prompt."""
        return not Thread.objects.unbound().filter(pk=self.pk).exists()

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class ReadingMark(models.Model):
    """How far a person has read a thread: the number of the last post seen."""

    # Looked up with its person only, by the constraint's index: one of threads alone would walk all readers' marks.
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="reading_marks", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_marks")
    number = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="reading_mark_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.thread_id}#{self.number}"
