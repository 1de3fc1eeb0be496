"""What people are told: the bell, the mail outbox, and how often and of what each wants mail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.times import zone
from notifications import timing
from spaces import seen
from spaces.models import Entry, Space


class Kind(models.TextChoices):
    INVITATION = "invitation", _("an invitation")
    REPLY = "reply", _("a mention or a reply")
    TEAM_WAITS = "team_waits", _("your team waits for your part")
    NUDGE = "nudge", _("a word from who runs your cohort")
    DUE = "due", _("due tomorrow")
    CHECK_IN = "check_in", _("did you try it, after 30, 60 and 90 days")
    HOUR = "hour", _("an hour asked for or given")
    NPS = "nps", _("a closing question")
    WATCHED = "watched", _("something new where you watch")
    NEWS = "news", _("news")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, viewer) -> NotificationQuerySet:
        return self.filter(person=viewer) if viewer.is_authenticated else self.none()

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def counted_for(self, viewer) -> NotificationQuerySet:
        """What the bell's number counts: what is unread and not concealed from its reader for now."""
        counted = self.filter(person=viewer).unread()
        for entries in seen.concealed_from(viewer):
            counted = counted.filter(~Exists(entries.filter(pk=OuterRef("entry"))))
        return counted

    def newest_first(self) -> NotificationQuerySet:
        return self.order_by("-id")


class Notification(models.Model):
    """Somebody is told of a journal entry, once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=12, choices=Kind)
    told_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "entry"], name="notification_once_per_entry")
        ]
        indexes = [models.Index(fields=["person", "-id"], name="notification_bell")]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.entry_id}"


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> MailQuerySet:
        return self.filter(sent_at=None, dropped_at=None)


class Mail(models.Model):
    """A mail to one person for one cause; it is written when it is sent, if its reader may still read it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=12, choices=Kind)
    cause = models.CharField(max_length=120)
    ids = models.JSONField(default=dict)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "cause"], name="mail_once_per_cause")]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(sent_at=None, dropped_at=None), name="mail_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"


class Mute(models.Model):
    """A person does not want mails of this kind, from anywhere or from one space."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=12, choices=Kind)
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "space"], name="mute_once_per_kind", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} mutes {self.kind}"


class Preference(models.Model):
    """How often and when a person wants mail; without one it comes at once."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day, in my morning")
        WEEKLY = "weekly", _("once a week, on Monday morning")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_preference"
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.AT_ONCE)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="preference_quiet_has_both_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.rhythm}"

    def first_moment(self, moment: datetime, *, is_digested: bool) -> datetime:
        """When what is due at this moment may reach them."""
        own = zone(self.person.time_zone)
        if is_digested and self.rhythm != self.Rhythm.AT_ONCE:
            weekday = timing.MONDAY if self.rhythm == self.Rhythm.WEEKLY else None
            moment = timing.next_morning(moment, own, weekday=weekday)
        return timing.after_quiet(moment, own, self.quiet_from, self.quiet_until)
