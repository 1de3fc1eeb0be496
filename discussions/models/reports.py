"""Posts that somebody asked to have looked at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions.models.posts import Post
from spaces.models import MODERATORS, Space


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, viewer) -> ReportQuerySet:
        """One's own, those of spaces that one keeps in order, of the teams below them, and all for L&D admins.

        Who reported one's own post, and why, goes to others.
        """
        if not viewer.is_authenticated:
            return self.none()
        of_others = ~Q(post__by=viewer)
        if viewer.is_ld_admin:
            return self.filter(Q(by=viewer) | of_others)
        kept = Space.objects.joined_by(viewer, *MODERATORS)
        return self.filter(
            Q(by=viewer) | of_others & (Q(post__space__in=kept) | Q(post__space__parent__in=kept))
        )

    def within(self, space: Space) -> ReportQuerySet:
        """Of a space and of the spaces below it."""
        return self.filter(Q(post__space=space) | Q(post__space__parent=space))

    def waiting(self) -> ReportQuerySet:
        return self.filter(settled_at=None)

    def settled(self) -> ReportQuerySet:
        return self.exclude(settled_at=None)

    def for_queue(self) -> ReportQuerySet:
        return self.select_related("by", "settled_by", "post__by__photo", "post__thread", "post__space")


class Report(models.Model):
    """Somebody asks whoever keeps the space in order to look at a post: it and its two neighbours go to them."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("left where it stands")
        REMOVED = "removed", _("removed")

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports_made")
    reason = models.CharField(max_length=300)
    # What the post said then: its writer may change it before anybody looks.
    body = models.TextField(blank=True)
    reported_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(settled_at=None), name="report_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return self.post.thread.title

    def get_absolute_url(self) -> str:
        return f"{reverse('reports', args=[self.post.space_id])}#report-{self.pk}"

    @property
    def is_edited_since(self) -> bool:
        """Whether the post says something else now."""
        return self.body != self.post.body

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None
