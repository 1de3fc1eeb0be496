"""What was handed in, as its readers find it."""

from __future__ import annotations

from dataclasses import dataclass

from people.models import User
from teams.models import HandIn
from teams.permissions import can_give_feedback


@dataclass(frozen=True)
class FrozenPart:
    """A part as it was handed in, with who had it."""

    pk: int
    title: str
    body: str
    owner: User | None
    is_ready: bool


def frozen_parts(hand_in: HandIn) -> list[FrozenPart]:
    """The parts in their order; who is not on the roster any more is looked up once."""
    people = {person.pk: person for person in hand_in.people}
    others = {part["owner"] for part in hand_in.parts if part["owner"]} - set(people)
    if others:
        people |= User.objects.in_bulk(others)
    return [
        FrozenPart(part["id"], part["title"], part["body"], people.get(part["owner"]), part["is_ready"])
        for part in hand_in.parts
    ]


def hand_in_context(hand_in: HandIn, viewer) -> dict:
    """All that `teams/submission.html` needs of one hand-in; the answer is given to the last of its submission only."""
    submission = hand_in.submission
    numbers = list(submission.hand_ins.order_by("number").defer("parts"))
    is_last = numbers[-1].pk == hand_in.pk
    return {
        "hand_in": hand_in,
        "submission": submission,
        "parts": frozen_parts(hand_in),
        "numbers": numbers if len(numbers) > 1 else [],
        "feedback": getattr(hand_in, "feedback", None),
        "may_answer": is_last and can_give_feedback(viewer, submission),
    }
