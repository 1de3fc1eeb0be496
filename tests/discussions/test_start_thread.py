"""Starting a thread on a board."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import open_conversation, open_stream, start_thread
from discussions.models import Thread
from spaces import verbs as registry
from spaces.models import Entry
from tests.discussions.conftest import verbs


def test_a_member_starts_one(signed_in, cohort_space, aiko):
    sent = {
        "title": "  Second\tthoughts ",
        "body": "On *praise*.",
        "kind": "question",
        "key": str(uuid.uuid4()),
    }
    answers = [signed_in(aiko).post(f"/spaces/{cohort_space.pk}/board/start/", sent) for _ in range(2)]
    thread = Thread.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/threads/{thread.pk}/"] * 2
    assert (thread.title, thread.kind, thread.excerpt) == ("Second thoughts", "question", "On praise.")
    assert (thread.post_count, thread.reply_count, thread.posts.get().number) == (1, 0, 1)
    assert verbs(cohort_space) == ["thread.started"]


def test_outsiders_find_no_board(signed_in, client, cohort_space, stranger, tom, ines):
    sent = {"title": "Hi", "body": "Hi", "kind": "conversation"}
    for outsider in (stranger, tom, ines):
        assert signed_in(outsider).post(f"/spaces/{cohort_space.pk}/board/start/", sent).status_code == 404
    assert client.post(f"/spaces/{cohort_space.pk}/board/start/", sent).status_code == 302
    assert not Thread.objects.exists()


def test_only_who_runs_the_space_announces(signed_in, cohort_space, aiko, grace, priya):
    for learner in (aiko, grace):
        with pytest.raises(PermissionDenied):
            start_thread(cohort_space, by=learner, title="Hear", body="<p>Hi</p>", kind="announcement")
    start_thread(cohort_space, by=priya, title="Hear", body="<p>Hi</p>", kind="announcement")
    assert "Announcement" in signed_in(priya).get(f"/spaces/{cohort_space.pk}/board/").content.decode()


def test_everybody_hears_of_an_announcement(cohort_space, priya, mara, aiko, jon, lena, grace, stranger):
    start_thread(cohort_space, by=priya, title="Hear", body="<p>Hi</p>", kind="announcement")
    entry = Entry.objects.get(verb="thread.started")
    told = [(pk, kind) for _entry, pk, kind in registry.named("thread.started").told([entry])]
    assert told == [(pk, "news") for pk in sorted(p.pk for p in (mara, aiko, jon, lena, grace))]


@pytest.mark.parametrize("title", ["", "\u200b", "x" * 201])
def test_a_title_is_needed(signed_in, cohort_space, aiko, title):
    with pytest.raises(ValidationError):
        start_thread(cohort_space, by=aiko, title=title, body="<p>Hi</p>")
    sent = {"title": title, "body": "My words", "kind": "conversation"}
    answer = signed_in(aiko).post(f"/spaces/{cohort_space.pk}/board/start/", sent)
    assert answer.status_code == 422
    assert "My words" in answer.content.decode()


def test_nobody_starts_a_stream_by_hand(signed_in, cohort_space, aiko):
    with pytest.raises(PermissionDenied):
        start_thread(cohort_space, by=aiko, title="Ours", body="<p>Hi</p>", kind="stream")
    sent = {"title": "Ours", "body": "Hi", "kind": "stream"}
    assert signed_in(aiko).post(f"/spaces/{cohort_space.pk}/board/start/", sent).status_code == 422


def test_a_team_and_a_few_people_have_one_conversation(signed_in, team_space, mara, aiko):
    open_stream(team_space, by=mara, title="Harbor's conversation")
    talk = open_conversation([aiko], by=mara)
    client = signed_in(mara)
    for space in (team_space, talk.space):
        with pytest.raises(ValidationError):
            start_thread(space, by=mara, title="Ours", body="<p>Hi</p>")
        answer = client.post(
            f"/spaces/{space.pk}/board/start/", {"title": "Ours", "body": "My words", "kind": "story"}
        )
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "one conversation" in page
        assert "My words" in page
        sent = {"space": space.pk, "title": "Ours", "body": "<p>Hi</p>"}
        told = client.post("/api/threads/", sent, content_type="application/json")
        assert (told.status_code, "one conversation" in told.content.decode()) == (400, True)
        assert client.get(f"/spaces/{space.pk}/board/")["Location"] == space.threads.get().get_absolute_url()


def test_a_program_starts_one(signed_in, client, cohort_space, aiko, stranger):
    sent = {"space": cohort_space.pk, "title": "From afar", "body": "<p>Hi</p>"}
    post = lambda who: who.post("/api/threads/", sent, content_type="application/json")  # noqa: E731
    answer = post(signed_in(aiko))
    assert answer.status_code == 201
    assert signed_in(aiko).get(f"/api/threads/{answer.json()['id']}/").json()["title"] == "From afar"
    assert [one["title"] for one in signed_in(aiko).get("/api/threads/").json()["results"]] == ["From afar"]
    assert signed_in(stranger).get("/api/threads/").json() == {"results": [], "next": None}
    assert post(signed_in(stranger)).status_code == 400
    assert post(client).status_code == 401
