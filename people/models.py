"""People: who they are, where they work, whom they report to, and who looked at what of theirs."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from lib.text import fold_email, hue_of, initials
from lib.times import zone

BELOW = """
WITH RECURSIVE below AS (
    SELECT id FROM people_user WHERE manager_id = %s
    UNION
    SELECT report.id FROM people_user report JOIN below ON report.manager_id = below.id
) SELECT id FROM below
"""


def monday_to_friday() -> list[int]:
    return [0, 1, 2, 3, 4]


class OrgUnit(models.Model):
    """A unit of the organisation; units form a tree."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "parent", Lower("name"), name="orgunit_name_once_per_parent", nulls_distinct=False
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="orgunit_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, viewer) -> UserQuerySet:
        """Colleagues are visible to whoever is signed in; the system and the departed are not."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(is_active=True, is_system=False)

    def below(self, manager: User) -> UserQuerySet:
        """Everyone in the manager's tree of reports, at any depth."""
        return self.filter(id__in=RawSQL(BELOW, [manager.pk])).exclude(pk=manager.pk)

    def by_email(self, email: str) -> UserQuerySet:
        return self.filter(email=fold_email(email))

    def found_by(self, words: str) -> UserQuerySet:
        """People whose name, role, topics, unit or region hold all the words."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(
                Q(name__icontains=word)
                | Q(job_title__icontains=word)
                | Q(ask_me_about__icontains=word)
                | Q(region__icontains=word)
                | Q(org_unit__name__icontains=word)
            )
        return found

    def in_name_order(self) -> UserQuerySet:
        return self.order_by(Lower("name"), "id")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, email: str) -> User:
        return self.get(email=fold_email(email))

    def create_user(self, email: str, password: str | None = None, **fields) -> User:
        user = self.model(email=fold_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, is_ld_admin=True, **fields)

    def system(self) -> User:
        """The named person by whom system work is done."""
        user, _made = self.get_or_create(
            is_system=True, defaults={"email": "system@colloquy.invalid", "name": "Colloquy", "password": "!"}
        )
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the organisation, who signs in by e-mail."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150)
    called = models.CharField(_("what others call you"), max_length=40, blank=True)
    photo = models.ForeignKey("files.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+")
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    ask_me_about = models.CharField(_("ask me about"), max_length=200, blank=True)
    org_unit = models.ForeignKey(OrgUnit, models.SET_NULL, null=True, blank=True, related_name="people")
    region = models.CharField(_("region"), max_length=80, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    locale = models.CharField(_("language"), max_length=12, default="en")
    works_from = models.TimeField(_("works from"), default=time(9))
    works_until = models.TimeField(_("works until"), default=time(17))
    works_on = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("works on"), default=monday_to_friday
    )
    manager = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    is_ld_admin = models.BooleanField(_("L&D admin"), default=False)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False)
    shows_presence = models.BooleanField(_("shows when they are here"), default=True)
    calendar_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_folded"),
            models.CheckConstraint(condition=~Q(manager=F("id")), name="user_not_their_own_manager"),
            models.CheckConstraint(
                condition=Q(works_until__gt=F("works_from")), name="user_works_until_after_from"
            ),
            models.UniqueConstraint(
                fields=["is_system"], condition=Q(is_system=True), name="user_one_system"
            ),
        ]
        indexes = [models.Index(Lower("name"), "id", name="user_by_name")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    @property
    def first_name(self) -> str:
        """What others call them, where it is known; which word of a name that is, no rule can tell."""
        return self.called or self.name or self.email.split("@")[0]

    @property
    def initials(self) -> str:
        return initials(self.name or self.email)

    @property
    def hue(self) -> int:
        return hue_of(self.pk)

    @property
    def photo_url(self) -> str:
        return reverse("photo", args=[self.photo_id]) if self.photo_id else ""


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def usable(self, now: datetime | None = None) -> SignInLinkQuerySet:
        return self.filter(used_at=None, expires_at__gt=now or timezone.now(), person__is_active=True)


class SignInLink(models.Model):
    """A link in a mail that signs its person in once; only a digest of its token is kept."""

    person = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    leads_to = models.CharField(max_length=200, default="/")
    purpose = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SignInLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sign-in link of {self.person_id}"


class LookQuerySet(models.QuerySet["Look"]):
    def visible_to(self, viewer) -> LookQuerySet:
        """A person reads the looks at their own record."""
        return self.filter(people=viewer.pk) if viewer.is_authenticated else self.none()

    def newest_first(self) -> LookQuerySet:
        return self.order_by("-looked_at", "-id")


class Look(models.Model):
    """Somebody looked at a list or a record of people; those people can read that it happened."""

    by = models.ForeignKey(User, models.CASCADE, related_name="looks")
    what = models.CharField(max_length=60)
    on = models.DateField()
    looked_at = models.DateTimeField(default=timezone.now)
    people = models.ManyToManyField(User, related_name="looked_at_by")

    objects = LookQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "what", "on"], name="look_once_a_day")]

    def __str__(self) -> str:
        return f"{self.by_id} looked at {self.what}"


class HourQuerySet(models.QuerySet["Hour"]):
    def visible_to(self, viewer) -> HourQuerySet:
        """An hour is seen by the person who asked and the manager who was asked."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(person=viewer) | Q(manager=viewer))

    def to_come(self, now) -> HourQuerySet:
        """Asked for and not answered, or given and not over."""
        return self.filter(Q(ends_at__gt=now) | Q(begins_at=None), withdrawn_at=None)

    def asked(self) -> HourQuerySet:
        return self.filter(given_at=None, withdrawn_at=None)

    def given(self) -> HourQuerySet:
        return self.exclude(given_at=None).filter(withdrawn_at=None)


class Hour(models.Model):
    """An hour for learning that a person asks of their manager, or is given."""

    person = models.ForeignKey(User, models.CASCADE, related_name="hours")
    manager = models.ForeignKey(User, models.CASCADE, related_name="hours_asked_of_me")
    what_for = models.CharField(_("what for"), max_length=200, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = HourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "manager"],
                condition=Q(given_at=None, withdrawn_at=None),
                name="hour_one_open_ask",
            ),
            models.CheckConstraint(
                condition=Q(given_at=None) | Q(begins_at__isnull=False, ends_at__gt=F("begins_at")),
                name="hour_given_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"hour of {self.person_id}"

    def get_absolute_url(self) -> str:
        return reverse("hours")

    @property
    def as_quote(self) -> str:
        """When it is, on the clock of whom it is for; of one that is only asked for, what for."""
        if self.begins_at is None:
            return self.what_for
        begins = timezone.localtime(self.begins_at, zone(self.person.time_zone))
        return f"{formats.date_format(begins, 'l j F, H:i')} ({self.person.time_zone})"
