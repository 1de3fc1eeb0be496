"""Cohorts: a run of a course version, who is enrolled, what is due when, and how far each has come."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Version
from discussions.models import Thread
from people.models import User
from spaces.models import Membership, Role, Space

STAFF_ROLES = (Role.FACILITATOR, Role.MENTOR, Role.ADMIN)


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, viewer) -> CohortQuerySet:
        """A cohort is seen by the members of its space and by L&D admins, who must join to read what is said."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_ld_admin:
            return self
        return self.filter(space__in=Space.objects.joined_by(viewer))

    def run_by(self, viewer) -> CohortQuerySet:
        """Cohorts whose roster and progress a person may work with: facilitators' own, and all for L&D."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_ld_admin:
            return self
        return self.filter(space__in=Space.objects.joined_by(viewer, Role.FACILITATOR, Role.ADMIN))

    def learned_by(self, viewer) -> CohortQuerySet:
        mine = Enrollment.objects.counted().filter(cohort=OuterRef("pk"), person=viewer)
        return self.filter(Exists(mine), space__in=Space.objects.joined_by(viewer, Role.LEARNER))

    def running(self) -> CohortQuerySet:
        return self.exclude(started_at=None).filter(ended_at=None)

    def newest_first(self) -> CohortQuerySet:
        return self.order_by("-starts_on", "-id")

    def with_frame(self) -> CohortQuerySet:
        return self.select_related("space", "version__course")

    def with_dates(self, viewer) -> CohortQuerySet:
        """With the dates that were set otherwise for everyone, the viewer or their teams, as the schedule reads them."""
        whose = Q(person=None, space=None) | Q(person=viewer)
        whose |= Q(space__in=Space.objects.joined_by(viewer, Role.LEARNER))
        rows = DueDate.objects.filter(whose, cohort=OuterRef("pk"))
        team = Case(
            When(space=None, then=None), default=Value(viewer.pk), output_field=models.BigIntegerField()
        )
        card = JSONObject(a="activity_id", p="person_id", d="due_at", t=team)
        return self.annotate(own_dates=ArraySubquery(rows.values(card=card)))

    def as_met_by(self, viewer) -> CohortQuerySet:
        """All that a cohort's pages need to know of the cohort and of the viewer's place in it, in one row."""
        mine = Membership.objects.of(viewer).filter(space=OuterRef("space")).order_by("id")
        return self.with_frame().with_dates(viewer).annotate(my_roles=ArraySubquery(mine.values("role")))


class Cohort(models.Model):
    """People taking a version of a course together, on a schedule."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="cohorts")
    space = models.OneToOneField(Space, models.PROTECT, related_name="cohort")
    key = models.UUIDField(null=True, unique=True, editable=False)
    title = models.CharField(_("name"), max_length=160)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    seats = models.PositiveIntegerField(_("seats"), default=30)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="cohort_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="cohort_has_seats"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cohort", args=[self.pk])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def is_started(self) -> bool:
        return self.started_at is not None

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None


class DueDate(models.Model):
    """A due date of one activity that differs from what the schedule would say: for everyone, a team or a learner.

    A team is known here by its space.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="due_dates")
    activity_id = models.UUIDField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "activity_id", "person", "space"],
                name="due_date_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(person=None) | Q(space=None), name="due_date_for_one"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} due {self.due_at}"


class PromptThread(models.Model):
    """The thread that a discussion prompt opened in a cohort; lessons have one too, beside them."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="prompt_threads")
    activity_id = models.UUIDField()
    thread = models.OneToOneField(Thread, models.CASCADE, related_name="prompt")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "activity_id"], name="prompt_thread_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} in {self.cohort_id}"


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def visible_to(self, viewer) -> EnrollmentQuerySet:
        """Progress is seen by its learner, the cohort's staff, L&D admins and the learner's managers now."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_ld_admin:
            return self
        staffed = Space.objects.joined_by(viewer, Role.FACILITATOR, Role.ADMIN)
        return self.filter(
            Q(person=viewer)
            | Q(cohort__space__in=staffed)
            | Q(person__in=User.objects.below(viewer).values("pk"))
        )

    def counted(self) -> EnrollmentQuerySet:
        """E of the figures: ever enrolled, less removed and moved out."""
        return self.filter(enrolled_at__isnull=False, removed_at=None, moved_at=None)

    def active(self) -> EnrollmentQuerySet:
        return self.counted().filter(withdrawn_at=None)

    def expected(self) -> EnrollmentQuerySet:
        """Everyone who is in the cohort or asked to come."""
        return self.filter(removed_at=None, moved_at=None, withdrawn_at=None)

    def invited(self) -> EnrollmentQuerySet:
        return self.filter(enrolled_at=None, removed_at=None, withdrawn_at=None)

    def in_name_order(self) -> EnrollmentQuerySet:
        return self.select_related("person").order_by("person__name", "id")


class Enrollment(models.Model):
    """A learner's record in a cohort; never deleted, its state told by its times."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="enrollments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrollments")
    invited_at = models.DateTimeField(null=True, blank=True)
    enrolled_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    last_act_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    done_count = models.PositiveIntegerField(default=0)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="enrollment_once")]
        indexes = [models.Index(fields=["person"], name="enrollment_of")]

    def __str__(self) -> str:
        return f"{self.person_id} in cohort {self.cohort_id}"

    @property
    def is_enrolled(self) -> bool:
        left = (self.removed_at, self.moved_at, self.withdrawn_at)
        return self.enrolled_at is not None and not any(left)


class ActivityProgressQuerySet(models.QuerySet["ActivityProgress"]):
    def visible_to(self, viewer) -> ActivityProgressQuerySet:
        return self.filter(enrollment__in=Enrollment.objects.visible_to(viewer))

    def done(self) -> ActivityProgressQuerySet:
        return self.exclude(done_at=None)


class ActivityProgress(models.Model):
    """How far a learner is with one activity, computed from the journal."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="progress")
    activity_id = models.UUIDField()
    opened_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    needed = models.PositiveIntegerField(default=1)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityProgressQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrollment", "activity_id"], name="progress_once")]

    def __str__(self) -> str:
        return f"{self.enrollment_id} at {self.activity_id}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def visible_to(self, viewer) -> NudgeQuerySet:
        """A nudge is between two people."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(by=viewer) | Q(enrollment__person=viewer))


class Nudge(models.Model):
    """A kind word from who runs a cohort to a learner, at most one a day."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="nudges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.CharField(_("your words"), max_length=500)
    on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrollment", "on"], name="nudge_once_a_day")]

    def __str__(self) -> str:
        return f"nudge to enrolment {self.enrollment_id}"

    def get_absolute_url(self) -> str:
        return reverse("cohort", args=[self.enrollment.cohort_id])

    @property
    def as_quote(self) -> str:
        return self.words


def staff_of(cohort: Cohort) -> models.QuerySet[Membership]:
    """The open memberships by which people help in this cohort."""
    return Membership.objects.open().filter(space=cohort.space_id, role__in=STAFF_ROLES)


def host_of(cohort: Cohort) -> User:
    """In whose name people are asked in and prompts are opened: a facilitator's, an admin's, else who made it."""
    running = staff_of(cohort).filter(role__in=(Role.FACILITATOR, Role.ADMIN)).select_related("person")
    hosts = sorted(running, key=lambda membership: (membership.role != Role.FACILITATOR, membership.pk))
    return hosts[0].person if hosts else cohort.made_by


def spaces_of(cohort: Cohort) -> list[int]:
    """The cohort's own space and its teams'."""
    teams = Space.objects.filter(parent=cohort.space_id, kind=Space.Kind.TEAM)
    return [cohort.space_id, *teams.values_list("pk", flat=True)]
