"""What pages show of activities, gathered in a fixed number of queries."""

from __future__ import annotations

import uuid

from django.urls import reverse

from courses.models import Activity, VersionRun
from spaces.models import Space


def address_of_activity(stable_id: uuid.UUID, viewer) -> str | None:
    """The page on which a person meets an activity: in the newest space where it runs for them, else its preview."""
    joined = Space.objects.joined_by(viewer).filter(kind=Space.Kind.COHORT)
    run = (
        VersionRun.objects.filter(space__in=joined, version__modules__activities__stable_id=stable_id)
        .order_by("-id")
        .values_list("space__cohort", flat=True)
        .first()
    )
    if run:
        return reverse("activity", args=[run, stable_id])
    drafts = Activity.objects.visible_to(viewer).filter(
        stable_id=stable_id, module__version__published_at=None
    )
    draft = drafts.values_list("pk", flat=True).first()
    return reverse("preview_activity", args=[draft]) if draft else None
