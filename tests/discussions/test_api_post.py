"""One post over REST: the same rules as on pages."""

import pytest

from discussions.actions import post_reply

JSON = {"content_type": "application/json"}


@pytest.fixture
def post(thread, aiko):
    return post_reply(thread, by=aiko, body="<p>Frist</p>")


def test_its_writer_changes_deletes_and_brings_back(signed_in, post, aiko):
    client, address = signed_in(aiko), f"/api/posts/{post.pk}/"
    assert client.patch(address, {"body": "*First*", "body_format": "markdown"}, **JSON).json()["body"] == (
        "<p><em>First</em></p>"
    )
    assert client.delete(address).json()["deleted_by"] == aiko.pk
    assert client.get(address).json()["body"] == ""
    assert client.post(f"{address}restore/").json()["deleted_at"] is None


def test_a_moderator_removes_for_a_reason(signed_in, post, priya, jon):
    address = f"/api/posts/{post.pk}/remove/"
    assert signed_in(jon).post(address, {"reason": "No"}, **JSON).status_code == 403
    assert signed_in(priya).post(address, {"reason": ""}, **JSON).status_code == 400
    assert signed_in(priya).post(address, {"reason": "Off"}, **JSON).json()["removed_for"] == "Off"


def test_a_reaction_is_put_and_taken(signed_in, post, jon):
    address = f"/api/posts/{post.pk}/reactions/idea/"
    for _twice in range(2):
        assert signed_in(jon).put(address).json()["reacted_by"] == {"idea": [jon.pk]}
    assert signed_in(jon).delete(address).json()["reacted_by"] == {"idea": []}
    assert signed_in(jon).put(f"/api/posts/{post.pk}/reactions/rage/").status_code == 400
