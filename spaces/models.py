"""Spaces, who is in them, and the journal that each of them keeps."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEARNER = "learner", _("learner")
    FACILITATOR = "facilitator", _("facilitator")
    MENTOR = "mentor", _("mentor")
    EXPERT = "expert", _("expert")
    AUTHOR = "author", _("author")
    ADMIN = "admin", _("L&D admin")
    GUEST = "guest", _("guest")


# They keep a space in order, each where they are a member.
MODERATORS = (Role.FACILITATOR, Role.EXPERT, Role.ADMIN)


AMONG = "spaces_space.id = ANY(%s)"


class SpaceQuerySet(models.QuerySet["Space"]):
    def visible_to(self, viewer) -> SpaceQuerySet:
        """Members see their space; a space of the organisation is seen by whoever is signed in."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(readable_by=Space.ReadableBy.ORGANISATION) | self._joined_by(viewer))

    def joined_by(self, viewer, *roles: str) -> SpaceQuerySet:
        return self.filter(self._joined_by(viewer, *roles))

    def among(self, ids: list[int]) -> SpaceQuerySet:
        """Those with these ids, however many: one array, in plain SQL that names the table."""
        return self.filter(RawSQL(AMONG, [ids], output_field=models.BooleanField()))

    def with_joined(self, viewer) -> SpaceQuerySet:
        """Each with `is_joined`: whether the viewer is one of its people, as everybody is of the commons."""
        return self.annotate(is_joined=Q(kind=Space.Kind.COMMONS) | self._joined_by(viewer))

    @staticmethod
    def _joined_by(viewer, *roles: str) -> Exists:
        memberships = Membership.objects.open().filter(space=OuterRef("pk"), person=viewer)
        return Exists(memberships.filter(role__in=roles) if roles else memberships)


class Space(models.Model):
    """A set of people with a purpose, readable by its members or by the organisation."""

    class Kind(models.TextChoices):
        COHORT = "cohort", _("cohort")
        TEAM = "team", _("team")
        COMMUNITY = "community", _("community")
        DIRECT = "direct", _("direct conversation")
        COURSE = "course", _("course authors")
        COMMONS = "commons", _("commons")
        PRACTICE = "practice", _("practice room")

    class ReadableBy(models.TextChoices):
        MEMBERS = "members", _("members")
        ORGANISATION = "organisation", _("the organisation")

    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    readable_by = models.CharField(max_length=12, choices=ReadableBy, default=ReadableBy.MEMBERS)
    time_zone = models.CharField(max_length=64, default="UTC")
    last_number = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_number__gte=0), name="space_number_not_negative"),
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="commons"), name="space_one_commons"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def open(self) -> MembershipQuerySet:
        return self.filter(ended_at=None)

    def of(self, person, *roles: str) -> MembershipQuerySet:
        mine = self.open().filter(person=person)
        return mine.filter(role__in=roles) if roles else mine

    def visible_to(self, viewer) -> MembershipQuerySet:
        """Who can see a space sees who is in it."""
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def for_roster(self) -> MembershipQuerySet:
        return self.open().select_related("person").order_by("role", "person__name", "id")


class Membership(models.Model):
    """Somebody's presence in a space, in a role, from when to when."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person", "role"], condition=Q(ended_at=None), name="membership_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="membership_ends_after_it_began",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "space"], condition=Q(ended_at=None), name="membership_open_of"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.space_id} as {self.role}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, viewer) -> EntryQuerySet:
        return self.filter(space__in=Space.objects.visible_to(viewer))

    def after(self, number: int) -> EntryQuerySet:
        return self.filter(number__gt=number).order_by("number")


class Entry(models.Model):
    """One line of a space's journal: who did what to which thing, and when; ids only, never text."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="entries")
    number = models.BigIntegerField()
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    target_type = models.CharField(max_length=40)
    target_id = models.CharField(max_length=40)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)
    data = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "number"], name="entry_number_once_per_space"),
            models.CheckConstraint(condition=Q(number__gt=0), name="entry_number_positive"),
        ]
        indexes = [models.Index(fields=["space", "by", "verb"], name="entry_deeds")]

    def __str__(self) -> str:
        return f"{self.space_id}#{self.number} {self.verb}"


class Cursor(models.Model):
    """How far a reader has followed the journal of a space."""

    reader = models.CharField(max_length=40)
    space = models.ForeignKey(Space, models.CASCADE, related_name="cursors")
    number = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "space"], name="cursor_once_per_reader")]

    def __str__(self) -> str:
        return f"{self.reader} at {self.space_id}#{self.number}"


class KilledTask(models.Model):
    """A task whose worker died while it ran: how often, and since when it is no longer tried."""

    task = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    arguments = models.JSONField(default=list)
    tries = models.PositiveSmallIntegerField(default=1)
    killed_at = models.DateTimeField(default=timezone.now)
    put_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task"], name="killed_task_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.task}"


def is_late(entry: Entry, hours: int = 48) -> bool:
    """Whether an entry was older than this when it was received; such entries notify nobody."""
    return (entry.received_at - entry.occurred_at).total_seconds() > hours * 3600
