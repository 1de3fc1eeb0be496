"""What people show of their trying, and what colleagues answer to how it went."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spaces.models import Space
from teams.models.promises import Commitment
from teams.models.said import Said, SaidQuerySet


class EvidenceQuerySet(SaidQuerySet):
    def visible_to(self, viewer) -> EvidenceQuerySet:
        """What somebody shows of their trying is for the colleagues beside them, and for no manager."""
        return self.filter(commitment__in=Commitment.objects.told_to(viewer))

    def in_order(self) -> EvidenceQuerySet:
        return self.select_related("commitment__person").order_by("added_at", "id")


class Evidence(Said):
    """A note, a photo or a voice from the try itself."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="evidence")
    key = models.UUIDField(default=uuid.uuid4)
    body = models.TextField(_("what happened"))
    added_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "key"], name="evidence_sent_once")]

    def __str__(self) -> str:
        return self.commitment.what

    def get_absolute_url(self) -> str:
        return f"{self.commitment.get_absolute_url()}#evidence-{self.pk}"

    @property
    def person(self):
        return self.commitment.person

    @property
    def by_id(self) -> int:
        return self.commitment.person_id


class ResponseQuerySet(SaidQuerySet):
    def visible_to(self, viewer) -> ResponseQuerySet:
        """What colleagues answer is read beside the commitment by who is in the cohort, and by no manager."""
        near = self.filter(commitment__in=Commitment.objects.told_to(viewer))
        here = Space.objects.joined_by(viewer)
        return near.filter(Q(by=viewer) | Q(commitment__enrollment__cohort__space__in=here))

    def in_order(self) -> ResponseQuerySet:
        return self.select_related("by", "commitment").order_by("sent_at", "id")


class Response(Said):
    """What a colleague answers to how it went."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="responses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4)
    body = models.TextField(_("your answer"))
    sent_at = models.DateTimeField(default=timezone.now)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "by", "key"], name="response_sent_once")]

    def __str__(self) -> str:
        return self.commitment.what

    def get_absolute_url(self) -> str:
        return f"{self.commitment.get_absolute_url()}#response-{self.pk}"

    @property
    def as_quote(self) -> str:
        return "" if self.is_deleted else self.body
