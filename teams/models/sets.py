"""Sets of teams in a cohort: one for the whole course, and one for each task that has teams of its own."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, EnrollmentQuerySet

LARGEST = 12


class TeamSetQuerySet(models.QuerySet["TeamSet"]):
    def visible_to(self, viewer) -> TeamSetQuerySet:
        """Which teams there are is known to the cohort's members and to L&D."""
        return self.filter(cohort__in=Cohort.objects.visible_to(viewer))

    def run_by(self, viewer) -> TeamSetQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(viewer))

    def course_long(self) -> TeamSetQuerySet:
        return self.filter(activity_id=None)

    def used_for(self, activity_id: uuid.UUID | None, cohort: Cohort) -> TeamSetQuerySet:
        """The one set whose teams work on a task: made for it, or else for the whole course."""
        if activity_id is None:
            return self.course_long().filter(cohort=cohort)
        own = TeamSet.objects.filter(cohort=OuterRef("cohort"), activity_id=activity_id)
        rest = Q(activity_id=None) & ~Exists(own)
        return self.filter(Q(activity_id=activity_id) | rest, cohort=cohort)

    def open_to_choice(self) -> TeamSetQuerySet:
        """Sets whose teams people choose now, on the database's clock."""
        begun = Q(opens_at=None) | Q(opens_at__lte=Now())
        return self.filter(begun, Q(closes_at=None) | Q(closes_at__gt=Now()), how=TeamSet.How.SELF_CHOSEN)

    def waiting_for(self, enrollment: str = "pk") -> TeamSetQuerySet:
        """Beside rows of enrolments: sets of their cohort in which they may choose a team and have none."""
        seated = models.Q(seats__enrollment=OuterRef(enrollment))
        return self.open_to_choice().filter(cohort=OuterRef("cohort")).exclude(seated).in_order()

    def in_order(self) -> TeamSetQuerySet:
        return self.order_by(F("activity_id").asc(nulls_first=True), "id")

    def with_cohort(self) -> TeamSetQuerySet:
        return self.select_related("cohort__space", "cohort__version")


class TeamSet(models.Model):
    """Teams that belong together: in each of them a learner has one seat at most."""

    class How(models.TextChoices):
        BY_HAND = "by_hand", _("by hand")
        SELF_CHOSEN = "self_chosen", _("people choose")
        RANDOM = "random", _("drawn by lot")
        CSV = "csv", _("from a table")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="team_sets")
    name = models.CharField(_("name"), max_length=160)
    activity_id = models.UUIDField(null=True, blank=True)
    how = models.CharField(_("how people come in"), max_length=12, choices=How.choices, default=How.BY_HAND)
    least = models.PositiveSmallIntegerField(_("at least"), default=2)
    most = models.PositiveSmallIntegerField(_("at most"), default=LARGEST)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    seed = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = TeamSetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_id"], name="team_set_once_per_task", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(least__gte=1, most__gte=F("least"), most__lte=LARGEST), name="team_set_sizes"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gte=F("opens_at")),
                name="team_set_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("team_set", args=[self.pk])

    def to_place(self) -> EnrollmentQuerySet:
        """Who is to sit in one of its teams: everyone in the cohort or asked to come."""
        return self.cohort.enrollments.expected().select_related("person").order_by("id")

    def unplaced(self) -> EnrollmentQuerySet:
        """Who of them has no seat yet."""
        return self.to_place().filter(~Exists(self.seats.filter(enrollment=OuterRef("pk"))))

    def room_title(self, name: str) -> str:
        """What the room of a team of this name is called: beside other rooms of the same people, also for what it is."""
        return name if self.is_course_long else f"{name} · {self.name}"[:160]

    @property
    def is_course_long(self) -> bool:
        return self.activity_id is None

    def is_open_to_choice(self, now: datetime) -> bool:
        """Whether people choose their team at this moment."""
        return (
            self.how == self.How.SELF_CHOSEN
            and (self.opens_at is None or self.opens_at <= now)
            and (self.closes_at is None or now < self.closes_at)
        )
