"""How closely somebody follows a space or one thread of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from discussions.models.threads import Thread
from spaces.models import Space


class Level(models.TextChoices):
    WATCH = "watch", _("watch: tell me of everything")
    TRACK = "track", _("track: count what is new")
    NORMAL = "normal", _("normal: tell me when I am named or answered")
    MUTE = "mute", _("mute: tell me nothing")


COUNTED = (Level.WATCH, Level.TRACK)


class FollowQuerySet(models.QuerySet["Follow"]):
    def visible_to(self, viewer) -> FollowQuerySet:
        """What somebody follows is their own affair."""
        return self.filter(person=viewer) if viewer.is_authenticated else self.none()

    def newest_first(self) -> FollowQuerySet:
        return self.order_by("-id")

    def levels_of(self, threads: Iterable[Thread]) -> dict[int, dict[int, str]]:
        """By thread, by person: the level of whoever chose one, for the thread or else for its space; one query."""
        places = {thread.pk: thread.space_id for thread in threads}
        rows = self.filter(Q(thread__in=places) | Q(space__in=set(places.values())))
        by_space: dict[int, dict[int, str]] = {}
        levels: dict[int, dict[int, str]] = {pk: {} for pk in places}
        for thread_id, space_id, person_id, level in rows.values_list("thread", "space", "person", "level"):
            (levels[thread_id] if thread_id else by_space.setdefault(space_id, {}))[person_id] = level
        return {pk: by_space.get(space_id, {}) | levels[pk] for pk, space_id in places.items()}


class Follow(models.Model):
    """A person's level for a space, or for one thread, where it counts more; without one they track."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    space = models.ForeignKey(Space, models.CASCADE, null=True, related_name="follows")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="follows")
    level = models.CharField(max_length=8, choices=Level)

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(space=None, thread__isnull=False) | Q(space__isnull=False, thread=None),
                name="follow_space_or_thread",
            ),
            models.UniqueConstraint(
                fields=["person", "space", "thread"], name="follow_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.level} {self.space_id or self.thread_id}"

    @property
    def place(self) -> str:
        """How a page names what is followed: s1 a space, t1 a thread."""
        return f"t{self.thread_id}" if self.thread_id else f"s{self.space_id}"

    @property
    def counts(self) -> bool:
        """Whether what is new there is counted."""
        return self.level in COUNTED
