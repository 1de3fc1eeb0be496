"""Talks between learners and their managers: that there was one, and words that both keep to themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.models import Enrollment
from people.models import User

QUESTIONS = (
    gettext_lazy("What will you try?"),
    gettext_lazy("What do you need from me for it?"),
)


def manager_of(person) -> User | None:
    """To whom a person's card goes."""
    return User.objects.filter(pk=person.manager_id, is_active=True).first() if person.manager_id else None


class TalkQuerySet(models.QuerySet["Talk"]):
    def visible_to(self, viewer) -> TalkQuerySet:
        """The two who talk; the manager who has the card only while they are the learner's manager."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(person=viewer) | Q(manager=viewer, person__manager=viewer))

    def with_people(self) -> TalkQuerySet:
        return self.select_related("person", "manager", "held_by", "enrollment__cohort__space")


class Talk(models.Model):
    """A learner's talk with their manager for one step: who has the card, and that it was held."""

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="talks")
    activity_id = models.UUIDField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="talks")
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "activity_id"], name="talk_once_per_step")
        ]

    def __str__(self) -> str:
        return _("A talk")

    def get_absolute_url(self) -> str:
        return reverse("talk", args=[self.pk])

    @property
    def as_quote(self) -> str:
        """The two questions, as the mail asks them."""
        return " ".join(str(question) for question in QUESTIONS)

    @property
    def is_held(self) -> bool:
        return self.held_at is not None


class TalkWordsQuerySet(models.QuerySet["TalkWords"]):
    def visible_to(self, viewer) -> TalkWordsQuerySet:
        """One's own; the other's once both of the two let the other read. Nobody else's, ever."""
        if not viewer.is_authenticated:
            return self.none()
        lets_read = TalkWords.objects.filter(talk=OuterRef("talk"), by=viewer, is_shared=True)
        between = Q(is_shared=True, talk__in=Talk.objects.visible_to(viewer))
        return self.filter(Q(by=viewer) | between & Q(Exists(lets_read)))


class TalkWords(models.Model):
    """What one of the two keeps from a talk."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="words")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    will_try = models.CharField(max_length=600, blank=True)
    needs = models.CharField(max_length=600, blank=True)
    is_shared = models.BooleanField(default=False)

    objects = TalkWordsQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "by"], name="talk_words_once_each")]

    def __str__(self) -> str:
        return f"{self.by_id} on {self.talk_id}"
