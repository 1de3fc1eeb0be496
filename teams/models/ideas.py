"""Ideas: born of something said or done, built on without judging, then tried, adopted or dropped."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.models import Space
from teams.models.said import Said, SaidQuerySet


class IdeaQuerySet(SaidQuerySet):
    def visible_to(self, viewer) -> IdeaQuerySet:
        """An idea is read where it lives."""
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def for_page(self) -> IdeaQuerySet:
        return self.select_related("space", "by", "sponsor", "owner").annotate(
            addition_count=Count("additions", filter=Q(additions__deleted_at=None))
        )

    def newest_first(self) -> IdeaQuerySet:
        return self.order_by("-born_at", "-id")


class Idea(Said):
    """Something worth trying, with what it was born of; its state is told by its times."""

    class Source(models.TextChoices):
        POST = "post", _("something that was said")
        HAND_IN = "hand_in", _("a hand-in")
        COMMITMENT = "commitment", _("how a try went")

    space = models.ForeignKey(Space, models.PROTECT, related_name="ideas")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ideas")
    key = models.UUIDField(default=uuid.uuid4)
    source_type = models.CharField(max_length=12, choices=Source)
    source_id = models.BigIntegerField()
    title = models.CharField(_("the idea in one line"), max_length=160)
    body = models.TextField(_("how it would work"))
    born_at = models.DateTimeField(default=timezone.now)
    build_until = models.DateTimeField()
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sponsored_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    trial_at = models.DateTimeField(null=True, blank=True)
    try_until = models.DateField(_("until when"), null=True, blank=True)
    measure = models.CharField(_("measure"), max_length=120, blank=True)
    before = models.CharField(_("before"), max_length=60, blank=True)
    after = models.CharField(_("after"), max_length=60, blank=True)
    evidence = models.TextField(_("what shows it"), blank=True)
    reason = models.TextField(_("why"), blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="idea_sent_once"),
            models.CheckConstraint(
                condition=Q(adopted_at=None) | Q(dropped_at=None), name="idea_adopted_or_dropped"
            ),
            models.CheckConstraint(
                condition=Q(trial_at=None) | (~Q(measure="") & ~Q(before="") & Q(try_until__isnull=False)),
                name="idea_tried_has_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at=None) | (Q(trial_at__isnull=False) & ~Q(after="")),
                name="idea_adopted_was_tried",
            ),
        ]
        indexes = [models.Index(fields=["space", "-born_at", "-id"], name="idea_newest_first")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("idea", args=[self.pk])

    @property
    def is_building(self) -> bool:
        """While colleagues only build on it; nobody judges yet."""
        return not self.is_settled and timezone.now() < self.build_until

    @property
    def is_sponsored(self) -> bool:
        return self.sponsored_at is not None

    @property
    def is_tried(self) -> bool:
        return self.trial_at is not None

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None

    @property
    def is_dropped(self) -> bool:
        return self.dropped_at is not None

    @property
    def is_settled(self) -> bool:
        return self.is_adopted or self.is_dropped

    @property
    def state(self) -> str:
        """Where it is, in a word or two."""
        states = (
            (self.is_adopted, _("Adopted")),
            (self.is_dropped, _("Dropped")),
            (self.is_tried, _("On trial")),
            (self.is_building, _("Being built on")),
            (self.is_sponsored, _("Somebody stands behind it")),
        )
        return next((words for holds, words in states if holds), _("Waits for somebody"))

    @property
    def state_name(self) -> str:
        """The same for programs."""
        states = (
            (self.is_adopted, "adopted"),
            (self.is_dropped, "dropped"),
            (self.is_tried, "trial"),
            (self.is_building, "building"),
            (self.is_sponsored, "sponsored"),
        )
        return next((name for holds, name in states if holds), "open")

    @property
    def state_class(self) -> str:
        if self.is_adopted:
            return "tag--good"
        return (
            "" if self.is_dropped else "tag--living" if self.is_tried or self.is_sponsored else "tag--voice"
        )


class AdditionQuerySet(SaidQuerySet):
    def visible_to(self, viewer) -> AdditionQuerySet:
        return self.filter(idea__in=Idea.objects.visible_to(viewer))

    def in_order(self) -> AdditionQuerySet:
        return self.select_related("by", "idea").order_by("added_at", "id")


class Addition(Said):
    """What a colleague builds on an idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="additions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4)
    body = models.TextField(_("what you add"))
    added_at = models.DateTimeField(default=timezone.now)

    objects = AdditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "by", "key"], name="addition_sent_once")]

    def __str__(self) -> str:
        return self.idea.title

    def get_absolute_url(self) -> str:
        return f"{self.idea.get_absolute_url()}#addition-{self.pk}"

    @property
    def as_quote(self) -> str:
        return "" if self.is_deleted else self.body
