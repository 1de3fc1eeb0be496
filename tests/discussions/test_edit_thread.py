"""A thread's title, kind and tags."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import (
    accept_answer,
    edit_thread,
    lock_thread,
    post_reply,
    start_thread,
    unaccept_answer,
)
from discussions.models import Post, Thread
from discussions.tags import read
from tests.discussions.conftest import verbs

HEAD = {"title": "Second lines", "kind": "question", "tags": "Asking, first words"}


def titles(client, space, query: str) -> list[str]:
    return [one.title for one in client.get(f"/spaces/{space.pk}/board/{query}").context["page"].items]


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("", []),
        ("Feedback", ["feedback"]),
        ("#Feedback, feedback ,  first words,", ["feedback", "first-words"]),
        ("Straße\u202e, ＡＢ", ["strasse", "ab"]),
        ("a/b?c&d", ["a-b-c-d"]),
    ],
)
def test_tags_have_one_spelling(words, tags):
    assert read(words) == tags
    assert read(tags) == tags


@pytest.mark.parametrize("words", ["a,b,c,d,e,f", "x" * 31])
def test_too_many_and_too_long_are_refused(words):
    with pytest.raises(ValidationError):
        read(words)


def test_a_thread_begins_with_tags_and_is_found_by_them(signed_in, cohort_space, thread, aiko, jon):
    client = signed_in(aiko)
    sent = {"title": "How?", "kind": "question", "body": "Well", "tags": "Asking, #Maps"}
    assert client.post(f"/spaces/{cohort_space.pk}/board/start/", sent).status_code == 302
    assert Thread.objects.get(title="How?").tags == ["asking", "maps"]
    page = signed_in(jon).get(f"/spaces/{cohort_space.pk}/board/").content.decode()
    assert "#asking" in page
    assert (
        titles(client, cohort_space, "?tag=Asking")
        == titles(client, cohort_space, "?tag=maps&kind=question")
        == ["How?"]
    )
    assert (
        titles(client, cohort_space, "?tag=maps&kind=story")
        == titles(client, cohort_space, "?tag=none")
        == []
    )
    assert titles(client, cohort_space, "?tag=%00") == ["How?", "First lines"]


def test_tags_are_a_boards_own(signed_in, cohort_space, other_board, mara):
    start_thread(other_board, by=mara, title="Ours", body="<p>Hi</p>", tags=["secret"])
    assert "#secret" not in signed_in(mara).get(f"/spaces/{cohort_space.pk}/board/").content.decode()


def test_who_began_it_changes_its_head(signed_in, thread, mara, cohort_space):
    client = signed_in(mara)
    assert "First lines" in client.get(f"/threads/{thread.pk}/edit/").content.decode()
    assert client.post(f"/threads/{thread.pk}/edit/", HEAD)["Location"] == thread.get_absolute_url()
    thread.refresh_from_db()
    assert (thread.title, thread.kind, thread.tags) == ("Second lines", "question", ["asking", "first-words"])
    page = client.get(f"/threads/{thread.pk}/").content.decode()
    assert f'/spaces/{cohort_space.pk}/board/?tag=asking"' in page
    client.post(f"/threads/{thread.pk}/edit/", HEAD)
    assert verbs(cohort_space).count("thread.edited") == 1


def test_who_keeps_order_changes_it_and_nobody_else(signed_in, thread, priya, jon, grace, stranger):
    for other, status in ((jon, 403), (grace, 403), (stranger, 404)):
        assert signed_in(other).get(f"/threads/{thread.pk}/edit/").status_code == status
        assert signed_in(other).post(f"/threads/{thread.pk}/edit/", HEAD).status_code == status
    assert signed_in(priya).post(f"/threads/{thread.pk}/edit/", HEAD).status_code == 302


def test_a_locked_thread_is_changed_by_who_keeps_order(thread, mara, priya):
    lock_thread(thread, by=priya)
    head = {"title": "Other", "kind": "story", "tags": []}
    with pytest.raises(PermissionDenied):
        edit_thread(thread, by=mara, **head)
    assert edit_thread(thread, by=priya, **head).title == "Other"


def test_announcing_is_for_who_runs_the_space(signed_in, thread, mara, priya):
    sent = HEAD | {"kind": "announcement"}
    assert signed_in(mara).post(f"/threads/{thread.pk}/edit/", sent).status_code == 422
    with pytest.raises(PermissionDenied):
        edit_thread(thread, by=mara, **sent)
    with pytest.raises(PermissionDenied):
        edit_thread(thread, by=priya, **(HEAD | {"kind": "stream"}))
    assert signed_in(priya).post(f"/threads/{thread.pk}/edit/", sent).status_code == 302


def test_a_refused_head_is_kept_in_the_form(signed_in, thread, mara):
    answer = signed_in(mara).post(f"/threads/{thread.pk}/edit/", HEAD | {"tags": "a,b,c,d,e,f,g"})
    assert answer.status_code == 422
    assert "At most five tags" in answer.content.decode()
    assert "a,b,c,d,e,f,g" in answer.content.decode()


def test_search_finds_the_new_title(thread, mara):
    edit_thread(thread, by=mara, title="Zeppelin", kind=thread.kind, tags=[])
    assert "zeppelin" in str(Post.objects.get(thread=thread).words)


def test_an_answer_is_no_answer_any_more(signed_in, question, mara, aiko, jon, cohort_space):
    post = accept_answer(post_reply(question, by=aiko, body="<p>Yes</p>"), by=mara)
    assert signed_in(jon).post(f"/posts/{post.pk}/unaccept/").status_code == 403
    assert f"/posts/{post.pk}/unaccept/" in signed_in(mara).get(f"/threads/{question.pk}/").content.decode()
    for _twice in range(2):
        assert signed_in(mara).post(f"/posts/{post.pk}/unaccept/").status_code == 302
    question.refresh_from_db()
    assert question.accepted is None
    assert verbs(cohort_space).count("answer.unaccepted") == 1
    accept_answer(post, by=mara)
    assert unaccept_answer(post, by=mara).is_answer is False


def test_what_is_no_question_has_no_answer(question, mara, aiko):
    accept_answer(post_reply(question, by=aiko, body="<p>Yes</p>"), by=mara)
    assert edit_thread(question, by=mara, title="Said", kind="story", tags=[]).accepted_id is None


def test_programs_do_it_too(signed_in, thread, mara):
    json = {"content_type": "application/json"}
    told = signed_in(mara).patch(f"/api/threads/{thread.pk}/", {"tags": ["Maps"]}, **json).json()
    assert (told["title"], told["tags"]) == ("First lines", ["maps"])
    bad = signed_in(mara).patch(
        f"/api/threads/{thread.pk}/", {"tags": ["a", "b", "c", "d", "e", "f"]}, **json
    )
    assert bad.status_code == 400


def test_the_board_shows_changed_tags_at_once(signed_in, cohort_space, thread, mara, jon):
    client, board = signed_in(jon), f"/spaces/{cohort_space.pk}/board/"
    for tag in ("maps", "charts"):
        edit_thread(thread, by=mara, title=thread.title, kind=thread.kind, tags=[tag])
        assert f"<span>#{tag}</span>" in client.get(board).content.decode()
