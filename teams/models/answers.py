"""What those reviewed answer: how useful a review was, and asking for a second look; and who looked behind blindness."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.models import Role, Space
from teams.models.reviews import Review
from teams.models.rounds import SECOND_LOOK_WITHIN, ReviewedWork

LEAST_USEFUL, MOST_USEFUL = 1, 5


class UsefulnessQuerySet(models.QuerySet["Usefulness"]):
    def visible_to(self, viewer) -> UsefulnessQuerySet:
        """Read by the team that rated and by who runs the cohort; reviewers learn how many found theirs useful."""
        made = ReviewedWork.objects.made_by(viewer)
        run = Space.objects.joined_by(viewer, Role.FACILITATOR)
        return self.filter(Q(review__work__in=made) | Q(review__work__round__cohort__space__in=run))


class Usefulness(models.Model):
    """How useful a member of the team reviewed found a review, from 1 to 5."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="ratings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("how useful"))
    comment = models.CharField(_("a word to us"), max_length=500, blank=True)
    rated_at = models.DateTimeField(default=timezone.now)

    objects = UsefulnessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="usefulness_once_per_person"),
            models.CheckConstraint(
                condition=Q(score__gte=LEAST_USEFUL, score__lte=MOST_USEFUL), name="usefulness_from_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} for review {self.review_id}"


class SecondLookQuerySet(models.QuerySet["SecondLook"]):
    def visible_to(self, viewer) -> SecondLookQuerySet:
        """It is between the team that asked, its mentors and the cohort's facilitators."""
        return self.filter(work__in=ReviewedWork.objects.visible_to(viewer))

    def for_page(self) -> SecondLookQuerySet:
        return self.select_related("work__round__cohort__space", "work__team__space", "asked_by", "by")


class SecondLook(models.Model):
    """A team asks that somebody who has not reviewed its work looks at it once more; what they say stands."""

    work = models.OneToOneField(ReviewedWork, models.CASCADE, related_name="second_look")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    why = models.TextField(_("why"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    body = models.TextField(_("what you see"), max_length=8000, blank=True)
    levels = models.JSONField(default=dict, blank=True)

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(by__isnull=False),
                name="second_look_is_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.work.round.title

    def get_absolute_url(self) -> str:
        return reverse("second_look", args=[self.pk])

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def due_at(self) -> datetime:
        return self.asked_at + SECOND_LOOK_WITHIN


class AuthorLook(models.Model):
    """A facilitator looked, for a stated reason, at who wrote a blind review; its writers are told."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="author_looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(_("why"), max_length=500)
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "by"], name="author_look_once_per_person")]

    def __str__(self) -> str:
        return f"{self.by_id} at review {self.review_id}"
