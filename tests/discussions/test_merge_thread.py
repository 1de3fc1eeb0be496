"""Putting one conversation into another of the same board."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import (
    accept_answer,
    edit_post,
    hide_thread,
    mark_read,
    merge_thread,
    open_stream,
    post_reply,
    save_draft,
    seal_thread,
    start_thread,
)
from discussions.models import Draft, Post, ReadingMark, Thread, ThreadLink
from discussions.searching import Asked, search
from spaces.readers import run_all
from tests.discussions.conftest import many_replies, verbs

JSON = {"content_type": "application/json"}


@pytest.fixture
def both(thread, question, aiko, jon) -> tuple[Thread, Thread]:
    """Mara's question with two answers, and her conversation with one, into which it goes."""
    accept_answer(post_reply(question, by=aiko, body="<p>Yes</p>"), by=question.by)
    post_reply(question, by=jon, body="<p>No</p>")
    post_reply(thread, by=jon, body="<p>With a look</p>")
    return fresh(question), fresh(thread)


def fresh(thread: Thread) -> Thread:
    return Thread.objects.select_related("space").get(pk=thread.pk)


def test_its_posts_stand_behind_the_others(signed_in, both, priya, mara, aiko, jon, cohort_space):
    question, thread = both
    client = signed_in(priya)
    assert "In writing?" not in client.get(f"/threads/{question.pk}/merge/").text.split("<select")[1]
    answer = client.post(f"/threads/{question.pk}/merge/", {"into": thread.pk})
    assert answer["Location"] == thread.get_absolute_url()
    posts = Post.objects.filter(thread=thread).order_by("number")
    assert [(one.number, one.by) for one in posts] == [(1, mara), (2, jon), (3, mara), (4, aiko), (5, jon)]
    thread = fresh(thread)
    assert (thread.post_count, thread.reply_count, thread.last_post_by) == (5, 4, jon)
    assert post_reply(thread, by=mara, body="<p>And now?</p>").number == 6
    assert verbs(cohort_space)[-2:] == ["thread.merged", "post.added"]


def test_its_address_leads_to_where_its_posts_stand(signed_in, both, priya, aiko):
    question, thread = both
    merge_thread(question, by=priya, into=thread)
    client = signed_in(aiko)
    assert client.get(f"/threads/{question.pk}/")["Location"] == f"/threads/{thread.pk}/?from=3"
    assert client.get(f"/threads/{question.pk}/?from=2")["Location"] == f"/threads/{thread.pk}/?from=4"
    page = client.get(f"/threads/{thread.pk}/").text
    for words in ("How do you begin?", "With a look", "Does it work?", "Yes", "No"):
        assert words in page
    assert "In writing?" not in client.get(f"/spaces/{thread.space_id}/board/").text


def test_what_hangs_on_it_comes_along(both, priya, aiko, mara, jon, cohort_space):
    question, thread = both
    link = f'<p><a href="/threads/{question.pk}/">there</a></p>'
    third = start_thread(cohort_space, by=aiko, title="Elsewhere", body=link)
    save_draft("reply", question.pk, by=aiko, body="Half a thought")
    mark_read(thread, by=aiko, number=2)
    mark_read(question, by=aiko, number=2)
    merge_thread(question, by=priya, into=thread)
    assert ThreadLink.objects.get(post__thread=third).target == thread
    assert Draft.objects.get(person=aiko).number == thread.pk
    marks = dict(ReadingMark.objects.filter(thread=thread).values_list("person", "number"))
    assert (marks[aiko.pk], marks[mara.pk]) == (4, 1)
    run_all(cohort_space.pk)
    assert search(mara, Asked("does it work")).ids == [Post.objects.get(thread=thread, number=3).pk]


def test_who_had_it_open_is_told_and_loses_nothing(both, priya, aiko, signed_in):
    question, thread = both
    post = Post.objects.select_related("thread__space").get(thread=question, by=aiko)
    merge_thread(question, by=priya, into=thread)
    refusal = signed_in(aiko).post(
        f"/threads/{question.pk}/reply/", {"body": "My words"}, headers={"HX-Request": "1"}
    )
    assert (refusal.status_code, "moved meanwhile" in refusal.text) == (422, True)
    with pytest.raises(ValidationError):
        edit_post(post, by=aiko, body="<p>Yes, twice</p>")
    fresh_post = Post.objects.select_related("thread__space").get(pk=post.pk)
    assert edit_post(fresh_post, by=aiko, body="<p>Yes, twice</p>").number == 4


def test_who_began_it_is_told(signed_in, both, priya, mara):
    merge_thread(both[0], by=priya, into=both[1])
    run_all(both[0].space_id)
    assert "Priya Test put your conversation into First lines" in signed_in(mara).get("/bell/").text
    assert (
        "put another conversation into this one"
        in signed_in(priya).get(f"/spaces/{both[0].space_id}/moderation/").text
    )


def test_twice_is_quiet(both, priya, cohort_space):
    for _twice in range(2):
        assert merge_thread(both[0], by=priya, into=both[1]) == both[1]
    assert verbs(cohort_space).count("thread.merged") == 1
    with pytest.raises(ValidationError):
        merge_thread(both[1], by=priya, into=both[0])


def test_numbers_have_no_gap(both, priya, aiko, jon):
    question, thread = both
    many_replies(question, 7, aiko, jon)
    merge_thread(question, by=priya, into=thread)
    many_replies(fresh(thread), 3, aiko, jon)
    numbers = Post.objects.filter(thread=thread).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, fresh(thread).post_count + 1))


def test_nobody_else_does(signed_in, both, mara, grace, stranger):
    for other, status in ((mara, 403), (grace, 403), (stranger, 404)):
        answer = signed_in(other).post(f"/threads/{both[0].pk}/merge/", {"into": both[1].pk})
        assert answer.status_code == status


def test_what_is_not_open_to_all_or_stands_elsewhere_is_refused(both, other_board, team_space, priya, mara):
    question, thread = both
    elsewhere = start_thread(other_board, by=mara, title="There", body="<p>There</p>")
    stream = open_stream(team_space, by=mara, title="Harbor")
    for into in (elsewhere, stream):
        with pytest.raises(PermissionDenied):
            merge_thread(question, by=priya, into=into)
    with pytest.raises(ValidationError):
        merge_thread(question, by=priya, into=question)
    seal_thread(thread, by=priya)
    with pytest.raises(ValidationError):
        merge_thread(question, by=priya, into=thread)
    hide_thread(question, by=priya, reason="It names a customer")
    with pytest.raises(ValidationError):
        merge_thread(question, by=priya, into=thread)
    assert fresh(question).merged_into is None


def test_programs_do_it_too(signed_in, both, priya, mara):
    question, thread = both
    address, sent = f"/api/threads/{question.pk}/", {"merged_into": thread.pk}
    assert signed_in(mara).patch(address, sent, **JSON).status_code == 403
    assert signed_in(priya).patch(address, sent, **JSON).json()["merged_into"] == thread.pk
