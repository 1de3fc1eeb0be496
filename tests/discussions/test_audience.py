"""The head and the composer of every space say who can read."""

import re

import pytest

from discussions import actions
from spaces.actions import commons

AUDIENCE = re.compile('<span class="audience"[^>]*>(.*?)</span></span>')


@pytest.fixture
def heads(signed_in):
    """heads(mara, path) is what a page says of its readers, each time it says so."""

    def read(person, path: str) -> list[str]:
        page = signed_in(person).get(path, follow=True).content.decode()
        return [re.sub("<[^>]+>", "", found).strip() for found in AUDIENCE.findall(page)]

    return read


def test_of_a_cohorts_thread_board_and_change(heads, thread, cohort_space, mara):
    post = thread.posts.get()
    for path in (f"/threads/{thread.pk}/", f"/spaces/{cohort_space.pk}/board/", f"/posts/{post.pk}/edit/"):
        found = heads(mara, path)
        assert len(found) == (1 if "edit" in path else 2)
        assert all(words.startswith("Cohort only") and "6" in words for words in found)


def test_of_a_teams_stream(heads, team_space, mara):
    stream = actions.open_stream(team_space, by=mara, title="Harbor")
    found = heads(mara, f"/threads/{stream.pk}/")
    assert len(found) == 2
    assert all(words.startswith("Team only") and "4" in words for words in found)


def test_of_a_direct_conversation(heads, mara, jon, aiko):
    two, three = (actions.open_conversation(people, by=mara) for people in ([jon], [jon, aiko]))
    assert all(words.startswith("Only you two") for words in heads(mara, f"/threads/{two.pk}/"))
    assert all(
        words.startswith("Only these people") and "3" in words
        for words in heads(mara, f"/threads/{three.pk}/")
    )


def test_of_what_everybody_reads(heads, mara):
    assert all(words.startswith("Everybody here") for words in heads(mara, f"/spaces/{commons().pk}/board/"))
