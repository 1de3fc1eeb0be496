"""What is said beside a commitment or an idea, and that its writer can take it away and bring it back."""

from __future__ import annotations

from django.db import models


class SaidQuerySet(models.QuerySet):
    def standing(self):
        """Without what its writer has taken away."""
        return self.filter(deleted_at=None)


class Said(models.Model):
    """Somebody's words; deleted, they leave a trace where they stood."""

    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def is_gone(self) -> bool:
        """Whether nobody need be told of it any more."""
        return self.is_deleted
