"""Rounds of review: which works are looked at by whose makers, until when; and who would take one more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from courses.rubrics import Criterion, criteria_of
from spaces.models import Role, Space
from teams.models.handins import HandIn
from teams.models.teams import Team

SECOND_WAVE_BEFORE = timedelta(hours=48)
STAFF_HAVE = timedelta(days=3)  # after the end, for what reviewers left undone; then what is there is shown
SECOND_LOOK_WITHIN = timedelta(days=7)


class ReviewRoundQuerySet(models.QuerySet["ReviewRound"]):
    def visible_to(self, viewer) -> ReviewRoundQuerySet:
        """That a round runs is known to whoever sees its cohort."""
        return self.filter(cohort__in=Cohort.objects.visible_to(viewer))

    def run_by(self, viewer) -> ReviewRoundQuerySet:
        return self.filter(cohort__in=Cohort.objects.run_by(viewer))

    def open(self) -> ReviewRoundQuerySet:
        return self.filter(released_at=None)

    def blind_now(self) -> ReviewRoundQuerySet:
        """Those whose works nobody in the cohort may see with names yet."""
        return self.open().filter(is_blind=True)

    def newest_first(self) -> ReviewRoundQuerySet:
        return self.order_by("-opened_at", "-id")


class ReviewRound(models.Model):
    """The works handed in for one task, reviewed by those who made the others; its rubric is frozen in it."""

    class Mode(models.TextChoices):
        TEAM = "team", _("team by team")
        PEER = "peer", _("each by themselves")
        SELF = "self", _("each team its own work")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="review_rounds")
    activity_id = models.UUIDField()
    title = models.CharField(max_length=160)
    rubric = models.JSONField()
    mode = models.CharField(max_length=4, choices=Mode, default=Mode.TEAM)
    k = models.PositiveSmallIntegerField(_("reviews for each"))
    seed = models.PositiveIntegerField()
    is_blind = models.BooleanField(_("without names"), default=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(_("ends"))
    second_wave_at = models.DateTimeField(null=True, blank=True)
    fell_back_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    agreement = models.JSONField(default=dict, blank=True)

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_id", "mode"], name="round_once_per_task_and_mode"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="round_ends_after_it_opens"),
            models.CheckConstraint(condition=Q(k__gte=1), name="round_gives_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("review_round", args=[self.pk])

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def is_between_two(self) -> bool:
        """Without names, but of two teams, each of which knows whose work it reads."""
        return self.is_blind and self.works.count() == 2

    @property
    def releases_at(self) -> datetime:
        """When what is there is shown by itself, if nobody has released it."""
        return self.ends_at + STAFF_HAVE

    @property
    def second_wave_due(self) -> datetime:
        """48 hours before the end; of a short round, half-way."""
        return max(self.ends_at - SECOND_WAVE_BEFORE, self.opened_at + (self.ends_at - self.opened_at) / 2)

    @cached_property
    def criteria(self) -> list[Criterion]:
        return criteria_of(self.rubric)


class ReviewedWorkQuerySet(models.QuerySet["ReviewedWork"]):
    def visible_to(self, viewer) -> ReviewedWorkQuerySet:
        """A work with what came of its reviews: its team's, its mentors' and the facilitators' of its cohort.

        Reviewers meet it by their review only, and without names.
        """
        return self.filter(Q(pk__in=self.model.objects.made_by(viewer)) | self._read_by(viewer))

    def made_by(self, viewer) -> ReviewedWorkQuerySet:
        return self.filter(team__space__in=Space.objects.joined_by(viewer, Role.LEARNER))

    def read_by_staff(self, viewer) -> ReviewedWorkQuerySet:
        return self.filter(self._read_by(viewer))

    def answered_by_staff(self, viewer) -> ReviewedWorkQuerySet:
        """Those that fall to somebody at the end: the works of teams they mentor, or of a cohort that is theirs to run."""
        run = Q(round__cohort__space__in=Space.objects.joined_by(viewer, Role.ADMIN))
        return self.filter(self._read_by(viewer) | run)

    def without_words(self) -> ReviewedWorkQuerySet:
        """As who gives out or counts reviews needs them: what is written in a work is much."""
        return self.defer("parts", "files")

    @staticmethod
    def _read_by(viewer) -> Q:
        mentored = Q(team__space__in=Space.objects.joined_by(viewer, Role.MENTOR))
        run = Q(round__cohort__space__in=Space.objects.joined_by(viewer, Role.FACILITATOR))
        return mentored | run


class ReviewedWork(models.Model):
    """A hand-in in a round: its parts as reviewers see them, fixed when it comes in.

    `parts` are {title, body} without names where the round is blind; `files` the ids that their addresses number.
    """

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="works")
    hand_in = models.ForeignKey(HandIn, models.CASCADE, related_name="reviewed_as")
    team = models.ForeignKey(Team, models.CASCADE, related_name="reviewed_works")
    parts = models.JSONField(default=list)
    files = models.JSONField(default=list)
    came_at = models.DateTimeField(default=timezone.now)

    objects = ReviewedWorkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "team"], name="work_once_per_team_and_round")]

    def __str__(self) -> str:
        return self.round.title

    def get_absolute_url(self) -> str:
        return reverse("reviewed_work", args=[self.pk])


class Volunteer(models.Model):
    """A team, or a person where each reviews by themselves, has given theirs and would take one more."""

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="volunteers")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    offered_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "team", "person"],
                condition=Q(taken_at=None),
                name="volunteer_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(team__isnull=False, person=None) | Q(team=None, person__isnull=False),
                name="volunteer_is_team_or_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id or self.person_id} in round {self.round_id}"
