"""Communities of practice: a space for whoever cares about a subject, how one comes in, and who asks to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.models import Membership, Role, Space

MEMBERS = """
SELECT count(DISTINCT person_id) FROM spaces_membership
WHERE space_id = communities_community.space_id AND ended_at IS NULL
"""


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, viewer) -> CommunityQuerySet:
        """Everybody meets open communities and those that one can ask to join; hidden ones exist for members and the invited."""
        if not viewer.is_authenticated:
            return self.none()
        invited = JoinRequest.objects.open().filter(community=OuterRef("pk"), person=viewer)
        return self.filter(
            ~Q(join_rule=Community.JoinRule.HIDDEN)
            | Q(space__in=Space.objects.joined_by(viewer))
            | Exists(invited.exclude(invited_by=None))
        )

    def with_members(self) -> CommunityQuerySet:
        return self.select_related("space").annotate(
            member_count=RawSQL(MEMBERS, [], output_field=models.IntegerField())
        )

    def as_met_by(self, viewer) -> CommunityQuerySet:
        """Each with whether the viewer is in it."""
        mine = Membership.objects.of(viewer).filter(space=OuterRef("space"))
        return self.with_members().annotate(is_mine=Exists(mine))


class Community(models.Model):
    """Whoever cares about a subject, with a board of their own; its experts keep it in order."""

    class JoinRule(models.TextChoices):
        OPEN = "open", _("open to everybody")
        ON_REQUEST = "on_request", _("on request")
        HIDDEN = "hidden", _("hidden, by invitation")

    space = models.OneToOneField(Space, models.PROTECT, related_name="community")
    purpose = models.CharField(_("purpose"), max_length=600)
    join_rule = models.CharField(_("who can join"), max_length=12, choices=JoinRule, default=JoinRule.OPEN)
    key = models.UUIDField(null=True, unique=True, editable=False)
    founded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    founded_at = models.DateTimeField(default=timezone.now)

    objects = CommunityQuerySet.as_manager()

    def __str__(self) -> str:
        return self.space.title

    def get_absolute_url(self) -> str:
        return reverse("community", args=[self.pk])

    @property
    def title(self) -> str:
        return self.space.title

    @property
    def is_open(self) -> bool:
        return self.join_rule == self.JoinRule.OPEN

    @property
    def is_hidden(self) -> bool:
        return self.join_rule == self.JoinRule.HIDDEN


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def visible_to(self, viewer) -> JoinRequestQuerySet:
        """A request is seen by whom it is about and by the community's experts."""
        if not viewer.is_authenticated:
            return self.none()
        kept = Space.objects.joined_by(viewer, Role.EXPERT, Role.ADMIN)
        return self.filter(Q(person=viewer) | Q(community__space__in=kept))

    def open(self) -> JoinRequestQuerySet:
        return self.filter(decided_at=None)

    def asked(self) -> JoinRequestQuerySet:
        return self.filter(invited_by=None)


class JoinRequest(models.Model):
    """Somebody asks to come into a community, or is asked to; settled once."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    words = models.CharField(_("why"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_accepted = models.BooleanField(default=False)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], condition=Q(decided_at=None), name="join_request_one_open"
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=False) | Q(decided_at__isnull=False),
                name="join_request_accepted_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return str(self.community)

    def get_absolute_url(self) -> str:
        return self.community.get_absolute_url()
