"""Practice rooms: where a cohort tries things out, whose words do not last."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from spaces.models import Space

DAYS = 14
GUEST_DAYS = 7


class PracticeRoomQuerySet(models.QuerySet["PracticeRoom"]):
    def visible_to(self, viewer) -> PracticeRoomQuerySet:
        """Its members; that there is one, and who opens it, also who runs the cohort."""
        if not viewer.is_authenticated:
            return self.none()
        run = Cohort.objects.run_by(viewer)
        return self.filter(Q(space__in=Space.objects.joined_by(viewer)) | Q(cohort__in=run))

    def with_people(self) -> PracticeRoomQuerySet:
        return self.select_related("space", "cohort__space", "guest")


class PracticeRoom(models.Model):
    """A cohort's room without grades and export; somebody senior opens it with what they got wrong."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="practice_room")
    space = models.OneToOneField(Space, models.PROTECT, related_name="practice_room")
    guest = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(_("days"), default=DAYS)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = PracticeRoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=90), name="practice_room_days")
        ]

    def __str__(self) -> str:
        return self.cohort.title

    def get_absolute_url(self) -> str:
        return reverse("practice_room", args=[self.cohort_id])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None

    @property
    def guest_until(self) -> datetime | None:
        """Until when the guest may stay and answer."""
        return self.opened_at and self.opened_at + timedelta(days=GUEST_DAYS)
