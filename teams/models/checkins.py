"""Check-ins: thirty, sixty and ninety days after a commitment its owner is asked whether they tried it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.models import Role, Space
from teams.models.promises import Commitment


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, viewer) -> CheckInQuerySet:
        """What somebody answered is their own; the cohort's facilitators see it too."""
        if not viewer.is_authenticated:
            return self.none()
        facilitated = Space.objects.joined_by(viewer, Role.FACILITATOR)
        return self.filter(
            Q(commitment__person=viewer) | Q(commitment__enrollment__cohort__space__in=facilitated)
        )

    def unanswered(self) -> CheckInQuerySet:
        return self.filter(answered_at=None)

    def newest_first(self) -> CheckInQuerySet:
        return self.order_by("-days", "-id")


class CheckIn(models.Model):
    """One asking of one commitment's owner, and the one answer to it."""

    class Answer(models.TextChoices):
        WORKED = "tried_worked", _("I tried it, and it worked")
        PARTLY = "tried_partly", _("I tried it, and it partly worked")
        DID_NOT = "tried_did_not", _("I tried it, and it did not work")
        NOT_YET = "not_yet", _("Not yet")
        NO_LONGER = "no_longer", _("I will not try it any more")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="check_ins")
    days = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=16, choices=Answer, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "days"], name="check_in_once_a_day"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="check_in_answered_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.commitment.what

    def get_absolute_url(self) -> str:
        return f"{self.commitment.get_absolute_url()}#check-in"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def result(self) -> str:
        """How it went, as a commitment says it; nothing where it was not tried."""
        tried, _sign, result = self.answer.partition("_")
        return result if tried == "tried" else ""
