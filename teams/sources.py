"""What an idea can be born of: how each is found as its viewer may see it, and where the idea may live."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F, Q, QuerySet

from discussions.models import Post
from spaces.models import Space
from teams.models import Commitment, HandIn, Idea, Team

FOUND: dict[str, Callable[[object], QuerySet]] = {
    Idea.Source.POST: lambda viewer: (
        Post.objects.visible_to(viewer).filter(deleted_at=None).select_related("thread__space", "by")
    ),
    Idea.Source.HAND_IN: lambda viewer: HandIn.objects.visible_to(viewer).select_related(
        "submission__team__space"
    ),
    Idea.Source.COMMITMENT: lambda viewer: Commitment.objects.told_to(viewer).select_related(
        "person", "enrollment__cohort__space"
    ),
}


def source_of(idea: Idea, viewer):
    """What the idea was born of, for whoever may see that; nothing for everybody else."""
    return FOUND[idea.source_type](viewer).filter(pk=idea.source_id).first()


def homes_of(source, person) -> QuerySet[Space]:
    """The spaces in which an idea born of this may live: the source's own and the one around it, where one is in.

    None for what was said in a practice room: there words are not kept.
    """
    near = Space.objects.filter(pk__in=_spaces_of(source)).exclude(kind=Space.Kind.PRACTICE)
    own = Space.objects.filter(Q(pk__in=near.values("pk")) | Q(pk__in=near.values("parent")))
    joined = own.joined_by(person) | own.filter(kind=Space.Kind.COMMONS)
    return joined.order_by(F("parent").desc(nulls_last=True), "id")


def _spaces_of(source) -> list[int]:
    if isinstance(source, Post):
        return [source.thread.space_id]
    if isinstance(source, HandIn):
        return [source.submission.team.space_id]
    tables = Team.objects.around(source.enrollment).values_list("space_id", flat=True)
    return [*tables, source.enrollment.cohort.space_id]
