"""Figures: what readers of the journal have counted, and survey answers that nobody can tie to a person."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrollment


class LearnerDayQuerySet(models.QuerySet["LearnerDay"]):
    def visible_to(self, viewer) -> LearnerDayQuerySet:
        """What somebody did on which day is seen by themselves and by whoever runs the cohort; never by managers."""
        run = Q(enrollment__cohort__in=Cohort.objects.run_by(viewer).values("pk"))
        return self.filter(run | Q(enrollment__person=viewer.pk))


class LearnerDay(models.Model):
    """How many intentional acts a learner did on one day of the cohort's zone, counted from the journal."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="days")
    day = models.DateField()
    opened = models.PositiveIntegerField(default=0)
    contributed = models.PositiveIntegerField(default=0)

    objects = LearnerDayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrollment", "day"], name="learner_day_once")]

    def __str__(self) -> str:
        return f"{self.enrollment_id} on {self.day}"


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, viewer) -> FigureQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(viewer))


class Figure(models.Model):
    """One computed figure of a cohort: value, numerator, denominator, interval, and through when it counts."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="figures")
    metric = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    numerator = models.IntegerField(null=True)
    denominator = models.IntegerField(null=True)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    detail = models.JSONField(default=dict)
    through_number = models.BigIntegerField(default=0)
    as_of = models.DateTimeField(default=timezone.now)

    objects = FigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "metric", "version"], name="figure_once_per_metric")
        ]

    def __str__(self) -> str:
        return f"{self.metric} of {self.cohort_id}"


class WaveQuerySet(models.QuerySet["Wave"]):
    def visible_to(self, viewer) -> WaveQuerySet:
        """That a question is asked: whoever runs the cohort, and its learners."""
        run = Q(cohort__in=Cohort.objects.run_by(viewer).values("pk"))
        return self.filter(run | Q(cohort__in=Cohort.objects.learned_by(viewer).values("pk")))

    def open(self) -> WaveQuerySet:
        return self.filter(closed_at=None)


class Wave(models.Model):
    """One asking of the closing question in a cohort.

    `published` holds the counts that may be shown, `held` the next ones: they are shown when five more answers came,
    so that no two published counts lie fewer than five answers apart.
    """

    class Kind(models.TextChoices):
        END = "end", _("at the end")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="waves")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.END)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)
    published = models.JSONField(default=dict)
    held = models.JSONField(default=dict)

    objects = WaveQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "kind"], name="wave_once_per_cohort")]

    def __str__(self) -> str:
        return f"{self.kind} wave of {self.cohort_id}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, viewer) -> ParticipationQuerySet:
        """That one was asked is between oneself and the wave."""
        return self.filter(person=viewer.pk)


class Participation(models.Model):
    """That a person was asked and is done with it; never what was answered, nor when."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    slice = models.CharField(max_length=40, blank=True)
    is_done = models.BooleanField(default=False)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="participation_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.wave_id}"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, viewer) -> AnswerQuerySet:
        """A single answer is seen by nobody."""
        return self.none()


class Answer(models.Model):
    """One answer, under a random id, without person or time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="answers")
    slice = models.CharField(max_length=40, blank=True)
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(score__lte=10), name="answer_score_0_to_10")]

    def __str__(self) -> str:
        return f"an answer of wave {self.wave_id}"
