"""What a team handed in, each time that it did: frozen, whatever becomes of the draft; and the answer to it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from people.models import User
from teams.models.galleries import Gallery
from teams.models.submissions import Submission
from teams.models.teams import Team


class HandInQuerySet(models.QuerySet["HandIn"]):
    def visible_to(self, viewer) -> HandInQuerySet:
        """What was handed in is seen by its team, its mentors, the cohort's facilitators and L&D admins.

        It stays so while the team writes another, which nobody but the team sees. In an open gallery the whole
        cohort sees what was handed in last.
        """
        if not viewer.is_authenticated:
            return self.none()
        own, read = Team.objects.joined_by(viewer), Team.objects.read_by(viewer)
        seen = Q(submission__team__in=own) | Q(submission__team__in=read)
        return self.filter(seen | Q(pk__in=self.model.objects.in_galleries(viewer).values("pk")))

    def in_galleries(self, viewer) -> HandInQuerySet:
        """Finished work that the viewer's cohorts may see."""
        shown = self.filter(Gallery.objects.visible_to(viewer).showing())
        return shown.last_of_each()

    def of_task(self, activity_id) -> HandInQuerySet:
        return self.filter(submission__activity_id=activity_id)

    def last_of_each(self) -> HandInQuerySet:
        """Of each submission the last that was handed in."""
        return self.filter(submission__last_hand_in=models.F("pk"))

    def in_order(self) -> HandInQuerySet:
        return self.order_by("number", "id")

    def for_page(self) -> HandInQuerySet:
        """All that a page shows of it: the team, the cohort, who handed in, the roster."""
        joined = self.select_related(
            "submission__team__space", "submission__team__cohort__space", "handed_in_by"
        )
        return joined.prefetch_related("roster")


class HandIn(models.Model):
    """What a team handed in, the first time or again: never changed, and what reviews are about.

    Frozen are the words and titles of the parts with who had each (`parts`: id, title, body, owner and whether it was
    ready), the people for whom it was handed in (`roster`), when, by whom, and how late it was then. The pictures and
    files in the words belong to the submission from then on. Names and faces are those of today. Reviewers without
    names see `blinded` (parts and files, see `teams.blinding`), out of which were taken the names of that day.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="hand_ins")
    number = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])
    handed_in_at = models.DateTimeField(default=timezone.now)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    roster = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="hand_ins", blank=True)
    parts = models.JSONField(default=list)
    blinded = models.JSONField(null=True, blank=True)
    late_by = models.PositiveIntegerField(_("minutes late"), default=0)

    objects = HandInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="hand_in_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="hand_in_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.submission.title

    def get_absolute_url(self) -> str:
        return reverse("handed_in", args=[self.pk])

    @property
    def is_late(self) -> bool:
        return self.late_by > 0

    @property
    def days_late(self) -> int:
        return self.late_by // (24 * 60)

    @property
    def hours_late(self) -> int:
        """Begun hours, for what is less than a day late."""
        return -(-self.late_by // 60)

    @cached_property
    def people(self) -> list[User]:
        """Who handed in, as it was frozen then."""
        return list(self.roster.all())

    @property
    def makers(self) -> list[User]:
        """Who handed it in, and who wrote a part of it and has left the team since."""
        writers = {part["owner"] for part in self.parts} - {None}
        gone = writers - {person.pk for person in self.people}
        return [*self.people, *User.objects.filter(pk__in=gone)] if gone else self.people

    @property
    def names(self) -> str:
        """First names of who handed in, as a sentence lists them."""
        return get_text_list([person.first_name for person in self.people], _("and"))


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, viewer) -> FeedbackQuerySet:
        """Feedback is seen by the team and by those who read all that teams hand in."""
        if not viewer.is_authenticated:
            return self.none()
        own, read = Team.objects.joined_by(viewer), Team.objects.read_by(viewer)
        return self.filter(Q(hand_in__submission__team__in=own) | Q(hand_in__submission__team__in=read))


class Feedback(models.Model):
    """What a mentor or facilitator answers to a hand-in."""

    hand_in = models.OneToOneField(HandIn, models.CASCADE, related_name="feedback")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    body = models.TextField(_("feedback"))
    given_at = models.DateTimeField(default=timezone.now)

    objects = FeedbackQuerySet.as_manager()

    def __str__(self) -> str:
        return self.hand_in.submission.title

    def get_absolute_url(self) -> str:
        return self.hand_in.get_absolute_url()


class ReopeningQuerySet(models.QuerySet["Reopening"]):
    def visible_to(self, viewer) -> ReopeningQuerySet:
        """Why a hand-in was reopened is known to the team and to those who read what it hands in."""
        if not viewer.is_authenticated:
            return self.none()
        own, read = Team.objects.joined_by(viewer), Team.objects.read_by(viewer)
        return self.filter(Q(hand_in__submission__team__in=own) | Q(hand_in__submission__team__in=read))


class Reopening(models.Model):
    """The draft of a hand-in is open again: somebody asked for another go, or the team took it back."""

    hand_in = models.OneToOneField(HandIn, models.CASCADE, related_name="reopening")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(_("what to look at again"), max_length=500, blank=True)
    is_asked = models.BooleanField(default=False)
    reopened_at = models.DateTimeField(default=timezone.now)

    objects = ReopeningQuerySet.as_manager()

    def __str__(self) -> str:
        return self.hand_in.submission.title

    def get_absolute_url(self) -> str:
        return reverse("team", args=[self.hand_in.submission.team_id])

    @property
    def as_quote(self) -> str:
        return self.words
