"""Teams: their shared drafts and hand-ins, mentors' feedback, commitments at work and what came of them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrollment
from people.models import User
from spaces.models import Role, Space


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, viewer) -> TeamQuerySet:
        """A team's room is seen by its members and by the mentors named in its banner, by nobody else."""
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def known_to(self, viewer) -> TeamQuerySet:
        """That a team exists, its name and its people: the cohort's members and L&D admins know."""
        return self.filter(cohort__in=Cohort.objects.visible_to(viewer))

    def joined_by(self, viewer) -> TeamQuerySet:
        return self.filter(space__in=Space.objects.joined_by(viewer, Role.LEARNER))


class Team(models.Model):
    """A few learners of a cohort who hand in together and have a room of their own."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="teams")
    space = models.OneToOneField(Space, models.PROTECT, related_name="team")
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveIntegerField(default=0)

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "name"], name="team_name_once_per_cohort")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("team", args=[self.pk])


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, viewer) -> SubmissionQuerySet:
        """A draft is seen by its team; handed in, also by its mentors, the cohort's facilitators and admins."""
        if not viewer.is_authenticated:
            return self.none()
        team = Q(team__space__in=Space.objects.joined_by(viewer, Role.LEARNER))
        mentors = Q(team__space__in=Space.objects.joined_by(viewer, Role.MENTOR))
        staff = Q(team__cohort__space__in=Space.objects.joined_by(viewer, Role.FACILITATOR, Role.ADMIN))
        return self.filter(team | (Q(handed_in_at__isnull=False) & (mentors | staff)))

    def waiting_for_feedback(self) -> SubmissionQuerySet:
        return self.filter(handed_in_at__isnull=False, feedback=None)


class Submission(models.Model):
    """A team's work on a team task: a draft of parts until it is handed in."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="submissions")
    activity_id = models.UUIDField()
    title = models.CharField(max_length=160)
    opened_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    roster = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="handed_in_with", blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "activity_id"], name="submission_once_per_task")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_handed_in(self) -> bool:
        return self.handed_in_at is not None


class PartQuerySet(models.QuerySet["Part"]):
    def visible_to(self, viewer) -> PartQuerySet:
        return self.filter(submission__in=Submission.objects.visible_to(viewer))

    def waiting_for(self, person) -> PartQuerySet:
        return self.filter(owner=person, ready_at=None, submission__handed_in_at=None)

    def in_order(self) -> PartQuerySet:
        return self.order_by("position", "id")


class Part(models.Model):
    """A part of a team's shared draft; a person takes it, writes it and says when it is ready."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="parts")
    title = models.CharField(max_length=160)
    position = models.PositiveIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    body = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "position"], name="part_position_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None

    @property
    def is_begun(self) -> bool:
        return bool(self.body)


class Feedback(models.Model):
    """What a mentor or facilitator answers to a hand-in."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="feedback")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("feedback"))
    given_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"feedback on {self.submission_id}"


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, viewer) -> CommitmentQuerySet:
        """A commitment is its owner's; the team and the cohort's staff see it, managers if it is shared."""
        if not viewer.is_authenticated:
            return self.none()
        mine = Team.objects.joined_by(viewer)
        team_mates = Q(
            person__memberships__space__in=mine.values("space"),
            person__memberships__ended_at=None,
            enrollment__cohort__in=mine.values("cohort"),
        )
        staff = Q(enrollment__cohort__space__in=Space.objects.joined_by(viewer, Role.FACILITATOR))
        managers = Q(is_shared=True, person__in=User.objects.below(viewer).values("pk"))
        seen = self.model.objects.filter(Q(person=viewer) | team_mates | staff | managers)
        return self.filter(pk__in=seen.values("pk"))


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


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, viewer) -> OutcomeQuerySet:
        """An outcome is its owner's; managers see it if its owner shares it."""
        if not viewer.is_authenticated:
            return self.none()
        managers = Q(is_shared=True, person__in=User.objects.below(viewer).values("pk"))
        return self.filter(Q(person=viewer) | managers)


class Outcome(models.Model):
    """What came of a commitment: a measure before and after."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="outcomes")
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="outcomes"
    )
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="outcomes")
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

    def __str__(self) -> str:
        return self.title
