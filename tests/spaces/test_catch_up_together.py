"""Many pages that missed the same ask for it at the same moment."""

import dataclasses

import pytest

from discussions.actions import delete_post, open_stream, post_reply
from spaces import verbs


@pytest.fixture
def stream(team_space, priya):
    return open_stream(team_space, by=priya, title="Harbor")


@pytest.fixture
def missed(stream, jon):
    """What jon said, and the address by which a page asks for it."""
    post = post_reply(stream, by=jon, body="<p>Look at this</p>")
    return post, f"/spaces/{stream.space_id}/after/{stream.space.last_number - 1}/"


def test_the_second_page_costs_no_rendering(missed, signed_in, mara, aiko, monkeypatch):
    _post, address = missed
    first = signed_in(mara).get(address).json()
    monkeypatch.setattr(verbs.Verb, "fragment", lambda *_args: pytest.fail("rendered again"))
    assert signed_in(aiko).get(address).json() == first
    assert "Look at this" in first["lines"][0]["html"]


def test_what_changed_since_is_asked_anew(missed, signed_in, mara, jon):
    post, address = missed
    client = signed_in(mara)
    client.get(address)
    delete_post(post, by=jon)
    assert "Look at this" not in client.get(address).json()["lines"][0]["html"]


def test_what_not_everybody_may_see_is_fetched_for_each(missed, signed_in, mara, aiko, monkeypatch):
    _post, address = missed
    everybodys = verbs.named("post.added").visible_to
    narrow = dataclasses.replace(
        verbs.named("post.added"),
        to_everyone=False,
        visible_to=lambda viewer: everybodys(viewer) if viewer == aiko else everybodys(viewer).none(),
    )
    monkeypatch.setitem(verbs._verbs, "post.added", narrow)
    assert len(signed_in(aiko).get(address).json()["lines"]) == 1
    assert signed_in(mara).get(address).json()["lines"] == []


def test_an_outsider_gets_nothing_of_it(missed, signed_in, mara, stranger):
    _post, address = missed
    signed_in(mara).get(address)
    assert signed_in(stranger).get(address).status_code == 404
