"""What a poll shows its viewer: the choice while they have none, then how all chose."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber

from discussions.models import Poll, Vote
from spaces.permissions import can_write_in_space

MOST_NAMES = 12


@dataclass
class Choice:
    """One thing to choose: how many did, who they are where that is told, and whether the viewer did."""

    pk: int
    text: str
    count: int = 0
    is_mine: bool = False
    names: list[str] = field(default_factory=list)


def poll_context(poll: Poll, viewer, *, again: bool = False) -> dict:
    """For the page and the fragment; how others chose is shown to who has chosen, and to all once it is closed.

    The same few rows however many have chosen.
    """
    votes = Vote.objects.filter(option__poll=poll)
    mine = set(votes.filter(person=viewer).values_list("option", flat=True))
    may_vote = not poll.is_closed and can_write_in_space(viewer, poll.post.thread.space)
    shows = bool(mine) or poll.is_closed
    names = _names(votes) if shows and not poll.is_anonymous else {}
    options = poll.options.annotate(count=Count("votes")).order_by("position")
    return {
        "poll": poll,
        "choices": [
            Choice(one.pk, one.text, one.count if shows else 0, one.pk in mine, names.get(one.pk, []))
            for one in options
        ],
        "people": votes.aggregate(people=Count("person", distinct=True))["people"],
        "has_voted": bool(mine),
        "shows_results": shows and not (again and may_vote),
        "may_vote": may_vote,
    }


def _names(votes: QuerySet[Vote]) -> dict[int, list[str]]:
    """Of each option the first few who chose it."""
    place = Window(RowNumber(), partition_by="option", order_by="pk")
    first = votes.annotate(place=place).filter(place__lte=MOST_NAMES).select_related("person").order_by("pk")
    names: dict[int, list[str]] = {}
    for vote in first:
        names.setdefault(vote.option_id, []).append(vote.person.first_name)
    return names
