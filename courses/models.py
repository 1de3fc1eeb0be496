"""Courses: what is taught, its draft and its frozen versions, modules, activities, quizzes and attempts."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.models import Membership, Role, Space


class CourseQuerySet(models.QuerySet["Course"]):
    def visible_to(self, viewer) -> CourseQuerySet:
        """The catalogue: published courses are seen by whoever is signed in, drafts by those who write."""
        if not viewer.is_authenticated:
            return self.none()
        published = Version.objects.published().filter(course=OuterRef("pk"))
        return self.filter(Exists(published) | Q(pk__in=self.model.objects.written_by(viewer).values("pk")))

    def written_by(self, viewer) -> CourseQuerySet:
        """Courses that a person may edit: their authors', and all for L&D admins."""
        if not viewer.is_authenticated:
            return self.none()
        if viewer.is_ld_admin:
            return self
        authors = Membership.objects.of(viewer, Role.AUTHOR).filter(space=OuterRef("space"))
        return self.filter(Exists(authors))

    def newest_first(self) -> CourseQuerySet:
        return self.order_by("-made_at", "-id")


class Course(models.Model):
    """What is taught, and the change in behaviour that it is for."""

    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"), max_length=2000, blank=True)
    behavior_change = models.CharField(_("the change it is for"), max_length=300, blank=True)
    judged_by = models.CharField(_("the outcome it is judged by"), max_length=300, blank=True)
    cover = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    space = models.OneToOneField(Space, models.PROTECT, related_name="course")
    key = models.UUIDField(null=True, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(default=timezone.now)

    objects = CourseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("course_outline", args=[self.pk])

    @property
    def draft(self) -> Version:
        return self.versions.drafts().get()


class VersionQuerySet(models.QuerySet["Version"]):
    def visible_to(self, viewer) -> VersionQuerySet:
        """Content is seen by those who write the course and by members of the spaces where it runs."""
        if not viewer.is_authenticated:
            return self.none()
        runs = VersionRun.objects.filter(version=OuterRef("pk")).filter(
            space__in=Space.objects.joined_by(viewer)
        )
        written = Course.objects.written_by(viewer).values("pk")
        return self.filter(Exists(runs) | Q(course__in=written))

    def published(self) -> VersionQuerySet:
        return self.exclude(published_at=None)

    def drafts(self) -> VersionQuerySet:
        return self.filter(published_at=None)


class Version(models.Model):
    """A state of a course: one is the draft, the others were published and are frozen."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course"], condition=Q(published_at=None), name="version_one_draft_per_course"
            ),
            models.UniqueConstraint(
                fields=["course", "number"],
                condition=Q(published_at__isnull=False),
                name="version_number_once_per_course",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} v{self.number}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class VersionRun(models.Model):
    """A version runs in a space, whose members may therefore read it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="runs")
    space = models.ForeignKey(Space, models.CASCADE, related_name="runs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "space"], name="run_once_per_space")]

    def __str__(self) -> str:
        return f"{self.version_id} in {self.space_id}"


class Module(models.Model):
    """A part of a course, usually a week."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="modules")
    stable_id = models.UUIDField(default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=160)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "stable_id"], name="module_once_per_version"),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="module_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, viewer) -> ActivityQuerySet:
        return self.filter(module__version__in=Version.objects.visible_to(viewer))

    def drafted_by(self, viewer) -> ActivityQuerySet:
        """The activities of drafts that a person may write."""
        written = Course.objects.written_by(viewer)
        return self.filter(module__version__published_at=None, module__version__course__in=written)

    def in_outline_order(self) -> ActivityQuerySet:
        return self.order_by("module__position", "position", "id")

    def running_in(self, space: Space) -> ActivityQuerySet:
        """The activities that run in a space; of two versions there, the newer comes first."""
        runs = VersionRun.objects.filter(space=space, version=OuterRef("module__version"))
        return self.filter(Exists(runs)).order_by(
            "-module__version__number", "module__position", "position", "id"
        )

    def required(self) -> ActivityQuerySet:
        return self.filter(is_required=True)


class Activity(models.Model):
    """One thing to do; its stable id is the same in every version of the course."""

    class Kind(models.TextChoices):
        LESSON = "lesson", _("page")
        VIDEO = "video", _("video")
        QUIZ = "quiz", _("quiz")
        DISCUSSION = "discussion", _("question")
        TEAM_TASK = "team_task", _("team task")
        COMMITMENT = "commitment", _("commitment")
        TALK = "talk", _("talk to your manager")
        SURVEY = "survey", _("closing survey")

    class LatePolicy(models.TextChoices):
        ACCEPT = "accept", _("take it, and say how late it is")
        DAYS = "days", _("take it for some days more")
        REFUSE = "refuse", _("take nothing more")

    module = models.ForeignKey(Module, models.CASCADE, related_name="activities")
    stable_id = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text"), blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), default=5)
    position = models.PositiveIntegerField()
    is_required = models.BooleanField(_("required"), default=True)
    replies_needed = models.PositiveSmallIntegerField(_("replies to colleagues"), default=1)
    responses_needed = models.PositiveSmallIntegerField(_("answers to colleagues' reflections"), default=0)
    is_sealed = models.BooleanField(_("answer before reading others"), default=False)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"), default=70)
    video_url = models.URLField(_("address of the video"), blank=True)
    video = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    captions = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    parts = models.JSONField(_("parts of the team's draft"), default=list, blank=True)
    late_policy = models.CharField(
        _("after the due date"), max_length=8, choices=LatePolicy, default=LatePolicy.ACCEPT
    )
    late_days = models.PositiveSmallIntegerField(_("days"), default=3)
    opens_gallery = models.BooleanField(_("the cohort sees it after the due date"), default=False)
    rubric = models.JSONField(_("rubric"), default=dict, blank=True)
    edited_at = models.DateTimeField(default=timezone.now)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["module", "position"],
                name="activity_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["module", "stable_id"], name="activity_once_per_module"),
            models.CheckConstraint(condition=Q(pass_mark__lte=100), name="activity_pass_mark_in_percent"),
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question of a quiz."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="questions")
    prompt = models.TextField(_("question"), max_length=2000)
    is_multiple = models.BooleanField(_("several answers are right"), default=False)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "position"],
                name="question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.prompt[:60]


class Choice(models.Model):
    """A choice of a question; whether it is right is an answer key."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    text = models.CharField(_("choice"), max_length=500)
    feedback = models.CharField(_("what to say when it is chosen"), max_length=500, blank=True)
    is_correct = models.BooleanField(_("right"), default=False)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "position"],
                name="choice_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, viewer) -> AttemptQuerySet:
        return self.filter(person=viewer) if viewer.is_authenticated else self.none()


class Attempt(models.Model):
    """One try of a person at a quiz in a space."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="attempts")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attempts")
    key = models.UUIDField(default=uuid.uuid4)
    answers = models.JSONField(default=dict)
    right = models.PositiveIntegerField()
    questions = models.PositiveIntegerField()
    is_passed = models.BooleanField()
    sent_at = models.DateTimeField(default=timezone.now)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="attempt_sent_once"),
            models.CheckConstraint(
                condition=Q(right__lte=F("questions")), name="attempt_right_within_questions"
            ),
        ]

    def __str__(self) -> str:
        return f"attempt of {self.person_id} at {self.activity_id}"

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.questions) if self.questions else 100
