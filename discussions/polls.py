"""What a poll shows its viewer: the choice while they have none, then how all chose."""

from __future__ import annotations

from dataclasses import dataclass, field

from discussions.models import Poll, Vote
from people.models import User
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
    """For the page and the fragment; how others chose is shown to who has chosen, and to all once it is closed."""
    choices = {one.pk: Choice(one.pk, one.text) for one in poll.options.order_by("position")}
    votes = list(Vote.objects.filter(option__poll=poll).select_related("person").order_by("pk"))
    mine = {one.option_id for one in votes if one.person_id == viewer.pk}
    may_vote = not poll.is_closed and can_write_in_space(viewer, poll.post.thread.space)
    shows = bool(mine) or poll.is_closed
    for one in votes:
        choice = choices[one.option_id]
        choice.is_mine = choice.is_mine or one.option_id in mine
        if shows:
            choice.count += 1
            if not poll.is_anonymous and len(choice.names) < MOST_NAMES:
                choice.names.append(_name(one.person))
    return {
        "poll": poll,
        "choices": list(choices.values()),
        "people": len({one.person_id for one in votes}),
        "has_voted": bool(mine),
        "shows_results": shows and not (again and may_vote),
        "may_vote": may_vote,
    }


def _name(person: User) -> str:
    return person.first_name
