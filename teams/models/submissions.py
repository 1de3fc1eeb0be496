"""A team's draft of parts, and the answer to what was handed in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from people.models import User
from spaces.models import Role, Space
from teams.models.teams import Team

# A pair agrees by handing in; of more, one proposes and another says yes.
FEW = 2


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, viewer) -> SubmissionQuerySet:
        """A draft is seen by its team; handed in, also by its mentors, the cohort's facilitators and L&D admins."""
        if not viewer.is_authenticated:
            return self.none()
        team = Q(team__space__in=Space.objects.joined_by(viewer, Role.LEARNER))
        if viewer.is_ld_admin:
            return self.filter(team | Q(handed_in_at__isnull=False))
        return self.filter(team | (Q(handed_in_at__isnull=False) & Q(team__in=Team.objects.read_by(viewer))))

    def handed_in(self) -> SubmissionQuerySet:
        return self.exclude(handed_in_at=None)

    def waiting_for_feedback(self) -> SubmissionQuerySet:
        """What stands handed in and nobody has answered yet."""
        return self.filter(handed_in_at__isnull=False, last_hand_in__feedback=None)

    def answered_by(self, viewer) -> SubmissionQuerySet:
        """Hand-ins that a person is asked to answer: those of the teams they mentor or whose cohort they run."""
        return self.handed_in().filter(team__in=Team.objects.answered_by(viewer))

    def for_page(self) -> SubmissionQuerySet:
        """All that the page of a hand-in shows but its parts."""
        joined = self.select_related("team__space", "team__cohort__space", "handed_in_by")
        return joined.prefetch_related("roster")


class Submission(models.Model):
    """A team's work on a team task: a draft of parts until it is handed in, and again once it is reopened.

    What was handed in each time is frozen as a HandIn; the times and the roster here are of its present state.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="submissions")
    activity_id = models.UUIDField()
    title = models.CharField(max_length=160)
    opened_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    roster = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="handed_in_with", blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    last_hand_in = models.ForeignKey("teams.HandIn", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "activity_id"], name="submission_once_per_task")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("submission", args=[self.pk])

    @property
    def is_handed_in(self) -> bool:
        return self.handed_in_at is not None

    @property
    def is_proposed(self) -> bool:
        """Whether a member has proposed to hand in what is there, without the rest."""
        return self.proposed_at is not None and not self.is_handed_in

    def is_teams_word(self, member, *, people: int, is_all_ready: bool) -> bool:
        """Whether a member may hand in for so many people: all is ready, or they agreed to go without the rest."""
        is_seconded = self.is_proposed and self.proposed_by_id != member.pk
        return is_all_ready or people <= FEW or is_seconded or self.agreed_at is not None

    @classmethod
    def roster_ids(cls, submission: str = "submission") -> ArraySubquery:
        """The ids of who handed in, beside rows of something else."""
        rows = cls.roster.through.objects.filter(submission=OuterRef(submission))
        return ArraySubquery(rows.order_by("user_id").values("user_id"))

    @cached_property
    def people(self) -> list[User]:
        """Who handed in, as it was frozen then."""
        return list(self.roster.all())

    @property
    def names(self) -> str:
        """First names of who handed in, as a sentence lists them."""
        return get_text_list([person.first_name for person in self.people], _("and"))


class PartQuerySet(models.QuerySet["Part"]):
    def visible_to(self, viewer) -> PartQuerySet:
        return self.filter(submission__in=Submission.objects.visible_to(viewer))

    def waiting_for(self, person) -> PartQuerySet:
        return self.filter(owner=person, ready_at=None, submission__handed_in_at=None)

    def written_by(self, person) -> PartQuerySet:
        """Parts whose words somebody saved last, newest first: theirs to read wherever they sit by now."""
        return self.filter(edited_by=person).exclude(body="").order_by("-edited_at", "-id")

    def in_order(self) -> PartQuerySet:
        return self.order_by("position", "id")

    def for_seat(self) -> PartQuerySet:
        """All that a seat's markup needs; the text of the draft is no part of it."""
        has_words = models.Case(
            models.When(body="", then=False), default=True, output_field=models.BooleanField()
        )
        return self.select_related("owner", "submission__team").defer("body").annotate(has_words=has_words)

    def for_draft(self) -> PartQuerySet:
        """All that a draft shows of a part: its text, whose it is, and how many of the draft's are ready."""
        beside = self.model.objects.filter(submission=OuterRef("submission")).order_by()
        counts = beside.values("submission").annotate(
            n=Count("pk"), ready=Count("pk", filter=Q(ready_at__isnull=False))
        )
        return self.select_related("owner", "submission__team").annotate(
            part_count=Subquery(counts.values("n")), ready_count=Subquery(counts.values("ready"))
        )

    def met_by(self, viewer) -> PartQuerySet:
        """Each with the id of the viewer's own part of the same draft, where that is not ready."""
        mine = self.model.objects.waiting_for(viewer).filter(submission=OuterRef("submission"))
        return self.annotate(my_part_id=Subquery(mine.order_by("position").values("pk")[:1]))


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

    def get_absolute_url(self) -> str:
        """Its page; told to somebody whose own part is missing, the page of that one."""
        return reverse("part", args=[getattr(self, "my_part_id", None) or self.pk])

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None

    @property
    def is_begun(self) -> bool:
        """Whether there are words, told without loading them where the query counted for it."""
        return self.has_words if hasattr(self, "has_words") else bool(self.body)

    @property
    def state(self) -> str:
        """Ready, writing or empty: the look of its seat."""
        if self.is_ready:
            return "ready"
        return "writing" if self.is_begun else "empty"
