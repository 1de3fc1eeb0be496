"""What tests of boards speak of: a thread in the cohort, and how a post is found again."""

from __future__ import annotations

import pytest

from discussions import actions
from discussions.models import Thread
from spaces.actions import join_space, open_space
from spaces.models import Entry, Role, Space


@pytest.fixture
def thread(cohort_space, mara) -> Thread:
    """Mara's conversation on the cohort's board, with its first post."""
    return actions.start_thread(cohort_space, by=mara, title="First lines", body="<p>How do you begin?</p>")


@pytest.fixture
def question(cohort_space, mara) -> Thread:
    """Mara's question on the cohort's board."""
    return actions.start_thread(
        cohort_space, by=mara, title="In writing?", body="<p>Does it work?</p>", kind=Thread.Kind.QUESTION
    )


@pytest.fixture
def other_board(mara, aiko, priya) -> Space:
    """Another cohort's, of Mara and Aiko, which Priya facilitates too."""
    space = open_space(Space.Kind.COHORT, title="Feedback, spring")
    for learner in (mara, aiko):
        join_space(space, person=learner, role=Role.LEARNER, by=priya)
    join_space(space, person=priya, role=Role.FACILITATOR, by=priya)
    return space


def verbs(space: Space) -> list[str]:
    """The verbs of a space's journal since people came in."""
    entries = Entry.objects.filter(space=space).exclude(verb__startswith="membership").order_by("number")
    return list(entries.values_list("verb", flat=True))


def many_replies(thread: Thread, count: int, *writers) -> None:
    for number in range(count):
        actions.post_reply(thread, by=writers[number % len(writers)], body=f"<p>Reply {number}</p>")
