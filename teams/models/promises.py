"""Commitments: what learners will try at work; outcomes: what came of it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrollment
from people.models import User
from spaces.models import Role, Space
from teams.models.teams import Seat, Team


def _learners_beside(viewer) -> Q:
    """Enrolments whose learner's promises a person reads: team mates, their team's mentors, the cohort's facilitators."""
    rooms = Space.objects.joined_by(viewer, Role.LEARNER, Role.MENTOR).filter(kind=Space.Kind.TEAM)
    seats = Seat.objects.filter(team__space__in=rooms)
    facilitated = Space.objects.joined_by(viewer, Role.FACILITATOR)
    return Q(pk__in=seats.values("enrollment")) | Q(cohort__space__in=facilitated)


def _told_to(viewer) -> Q:
    return Q(person=viewer) | Q(enrollment__in=Enrollment.objects.filter(_learners_beside(viewer)))


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, viewer) -> CommitmentQuerySet:
        """A commitment is its owner's; team, mentors and facilitators see it, managers if it is shared."""
        if not viewer.is_authenticated:
            return self.none()
        managers = Q(is_shared=True, person__in=User.objects.below(viewer).values("pk"))
        return self.filter(_told_to(viewer) | managers)

    def told_to(self, viewer) -> CommitmentQuerySet:
        """Those of which a person reads also what is said between colleagues: one's own, and those beside one."""
        return self.filter(_told_to(viewer)) if viewer.is_authenticated else self.none()

    def reflected(self) -> CommitmentQuerySet:
        return self.exclude(reflected_at=None)

    def to_ask(self, days: int) -> CommitmentQuerySet:
        """Those whose owners were not asked at this age; never again of what somebody has given up, or left."""
        standing = self.filter(enrollment__in=Enrollment.objects.active(), person__is_active=True)
        unasked = standing.exclude(check_ins__days=days).exclude(check_ins__answer="no_longer")
        return unasked.select_related("person").order_by("made_at", "id")

    def of_colleagues(self, enrollment: Enrollment) -> CommitmentQuerySet:
        """What those at the same table have promised."""
        return self.filter(enrollment__in=Seat.objects.beside(enrollment.pk).values("enrollment"))

    def with_responses(self) -> CommitmentQuerySet:
        """Each with how many answers of colleagues stand beside it."""
        return self.annotate(response_count=Count("responses", filter=Q(responses__deleted_at=None)))

    def of_team(self, team: Team) -> CommitmentQuerySet:
        return self.filter(enrollment__in=team.seats.standing().values("enrollment"))

    def newest_first(self) -> CommitmentQuerySet:
        return self.select_related("person").order_by("-made_at", "-id")


class Commitment(models.Model):
    """What a learner will try at work, with whom, by when."""

    class Result(models.TextChoices):
        WORKED = "worked", _("it worked")
        PARTLY = "partly", _("it partly worked")
        DID_NOT = "did_not", _("it did not work")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="commitments")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="commitments")
    activity_id = models.UUIDField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4)
    what = models.CharField(_("what I will try"), max_length=300)
    with_whom = models.CharField(_("with whom"), max_length=160, blank=True)
    by_on = models.DateField(_("by when"))
    is_shared = models.BooleanField(_("my manager may see this"), default=False)
    made_at = models.DateTimeField(default=timezone.now)
    result = models.CharField(_("how it went"), max_length=8, choices=Result, blank=True)
    reflection = models.TextField(_("what I learned"), blank=True)
    reflected_at = models.DateTimeField(null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="commitment_sent_once")]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("commitment", args=[self.pk])

    @property
    def is_reflected(self) -> bool:
        return self.reflected_at is not None

    @property
    def result_class(self) -> str:
        """The look of its result: what did not work is news too, and no failure."""
        return {"worked": "tag--good", "partly": "tag--living"}.get(self.result, "")


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, viewer) -> OutcomeQuerySet:
        """An outcome is its owner's; team, mentors and facilitators see it, managers if its owner shares it."""
        if not viewer.is_authenticated:
            return self.none()
        beside = Enrollment.objects.filter(_learners_beside(viewer))
        managers = Q(is_shared=True, person__in=User.objects.below(viewer).values("pk"))
        near = Q(commitment__enrollment__in=beside)
        return self.filter(Q(person=viewer) | near | managers)

    def newest_first(self) -> OutcomeQuerySet:
        return self.select_related("person", "thanked_by").order_by("-noted_at", "-id")


class Outcome(models.Model):
    """What came of a commitment: a measure before and after."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="outcomes")
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="outcomes"
    )
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="outcomes")
    key = models.UUIDField(default=uuid.uuid4)
    title = models.CharField(_("what came of it"), max_length=200)
    measure = models.CharField(_("measure"), max_length=120)
    before = models.CharField(_("before"), max_length=60)
    after = models.CharField(_("after"), max_length=60)
    is_shared = models.BooleanField(_("my manager may see this"), default=False)
    noted_at = models.DateTimeField(default=timezone.now)
    thanked_at = models.DateTimeField(null=True, blank=True)
    thanked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="outcome_sent_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("commitments")

    @property
    def is_thanked(self) -> bool:
        return self.thanked_at is not None
