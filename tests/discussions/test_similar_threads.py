"""Threads that begin like the title that somebody types, of those that they may see."""

import pytest
from django.urls import reverse

from discussions import actions
from discussions.models import Thread
from spaces import readers


@pytest.fixture
def asked_before(cohort_space, mara, aiko):
    """An answered question about late notes, and a conversation about something else."""
    question = actions.start_thread(
        cohort_space,
        by=mara,
        title="Who takes the notes?",
        body="<p>In interviews?</p>",
        kind=Thread.Kind.QUESTION,
    )
    actions.accept_answer(actions.post_reply(question, by=aiko, body="<p>Whoever listens</p>"), by=mara)
    actions.start_thread(cohort_space, by=mara, title="Lunch on Friday", body="<p>Who comes?</p>")
    readers.run_all(cohort_space.pk)
    return question


def asking(client, space, title: str) -> str:
    return client.get(reverse("similar_threads", args=[space.pk]), {"title": title}).text


def test_what_was_asked_before_is_shown_and_marked(asked_before, cohort_space, lena, signed_in):
    shown = asking(signed_in(lena), cohort_space, "who should take notes in an interview")
    assert "Who takes the notes?" in shown
    assert "Answered" in shown
    assert "Lunch" not in shown


@pytest.mark.parametrize("title", ["", "an", "Quite another thing altogether, and notes", '"'])
def test_little_in_common_shows_nothing(asked_before, cohort_space, lena, signed_in, title):
    assert asking(signed_in(lena), cohort_space, title).strip() == ""


def test_what_one_cannot_read_is_not_shown(asked_before, other_board, stranger, lena, mara, signed_in):
    actions.start_thread(other_board, by=mara, title="Secret notes", body="<p>Ours</p>")
    assert "Secret" in asking(signed_in(mara), other_board, "secret notes")
    assert "Secret" not in asking(signed_in(lena), asked_before.space, "secret notes")
    assert signed_in(stranger).get(reverse("similar_threads", args=[other_board.pk])).status_code == 404


def test_a_deleted_beginning_is_not_shown(asked_before, cohort_space, lena, mara, signed_in):
    actions.delete_post(asked_before.posts.get(number=1), by=mara)
    assert "notes" not in asking(signed_in(lena), cohort_space, "who takes the notes")


def test_the_board_asks_as_one_types(asked_before, cohort_space, lena, signed_in):
    page = signed_in(lena).get(reverse("board", args=[cohort_space.pk])).text
    assert f'hx-get="{reverse("similar_threads", args=[cohort_space.pk])}"' in page
