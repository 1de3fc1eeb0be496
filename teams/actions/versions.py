"""What a part has been, written down as it is saved."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from lib import html
from teams.models import Part, PartVersion, Submission

TOGETHER = timedelta(minutes=10)


def keep_version(
    part: Part, *, by, body: str, at: datetime, kept_aside: bool = False, restored_from: int | None = None
) -> None:
    """The part's newest version; what the same person goes on writing within ten minutes is the same one.

    Call it while the draft is held: numbers go up one by one.
    """
    last = part.versions.filter(by=by, kept_aside=kept_aside, restored_from=None, began_at__gt=at - TOGETHER)
    numbers = part.versions.order_by("-number").values("number")[:1]
    if not restored_from and last.filter(number=numbers).update(body=body, saved_at=at):
        return
    number = (part.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    PartVersion.objects.create(
        part=part,
        number=number,
        by=by,
        body=body,
        began_at=at,
        saved_at=at,
        kept_aside=kept_aside,
        restored_from=restored_from,
    )


@transaction.atomic
def keep_aside(part: Part, *, by, body: str, at: datetime) -> None:
    """Words that met somebody else's, in the history beside them; the same words once."""
    Submission.objects.select_for_update(no_key=True).get(pk=part.submission_id)
    body = html.clean(body)
    if not part.versions.filter(by=by, body=body).exists():
        keep_version(part, by=by, body=body, at=at, kept_aside=True)
