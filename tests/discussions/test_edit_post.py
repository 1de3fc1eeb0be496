"""Changing one's own words."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import delete_post, edit_post, post_reply
from discussions.models import Mention
from notifications.models import Mail, Notification
from spaces.readers import run_all
from tests.discussions.conftest import verbs
from tests.discussions.test_post_reply import mention


@pytest.fixture
def post(thread, aiko):
    return post_reply(thread, by=aiko, body="<p>Frist</p>")


def test_its_writer_changes_it(signed_in, post, aiko, cohort_space):
    client = signed_in(aiko)
    assert "&lt;p&gt;Frist" in client.get(f"/posts/{post.pk}/edit/").content.decode()
    answer = client.post(f"/posts/{post.pk}/edit/", {"body": "<p>First</p>", "body_format": "html"})
    post.refresh_from_db()
    assert (answer.status_code, post.body) == (302, "<p>First</p>")
    assert post.edited_at
    assert verbs(cohort_space)[-1] == "post.edited"
    assert "edited" in client.get(f"/threads/{post.thread_id}/").content.decode()


def test_the_same_words_change_nothing(post, aiko, cohort_space):
    edit_post(post, by=aiko, body="<p>Frist</p>")
    assert post.edited_at is None
    assert "post.edited" not in verbs(cohort_space)


def test_nobody_changes_others_words(signed_in, post, mara, priya, stranger):
    for other in (mara, priya):
        with pytest.raises(PermissionDenied):
            edit_post(post, by=other, body="<p>Not mine</p>")
        answer = signed_in(other).post(f"/posts/{post.pk}/edit/", {"body": "Not mine"})
        assert answer["Location"].startswith(f"/threads/{post.thread_id}/")
    assert signed_in(stranger).post(f"/posts/{post.pk}/edit/", {"body": "Not mine"}).status_code == 404
    post.refresh_from_db()
    assert post.body == "<p>Frist</p>"


def test_deleted_and_empty_are_refused(post, aiko):
    with pytest.raises(ValidationError):
        edit_post(post, by=aiko, body="<p></p>")
    delete_post(post, by=aiko)
    with pytest.raises(PermissionDenied):
        edit_post(post, by=aiko, body="<p>Back</p>")


def test_the_board_shows_the_new_words(thread, mara):
    edit_post(thread.posts.get(), by=mara, body="<p>Where do you begin?</p>")
    thread.refresh_from_db()
    assert thread.excerpt == "Where do you begin?"


def test_somebody_named_later_is_remembered_once(post, aiko, jon):
    for words in ("Look", "See"):
        edit_post(post, by=aiko, body=f"<p>{words}, {mention(jon)}</p>")
    assert list(Mention.objects.values_list("person", flat=True)) == [jon.pk]


def test_somebody_named_later_is_told_once(post, aiko, jon, mara, cohort_space):
    for words in ("Look", "See", "Read"):
        edit_post(post, by=aiko, body=f"<p>{words}, {mention(jon)}</p>")
    run_all(cohort_space.pk)
    run_all(cohort_space.pk)
    told = Notification.objects.exclude(entry__verb="membership.began")
    assert list(told.filter(person=jon).values_list("entry__verb", flat=True)) == ["post.edited"]
    assert Mail.objects.filter(person=jon).count() == 1
    assert list(told.filter(person=mara).values_list("entry__verb", flat=True)) == ["post.added"]


def test_who_was_named_at_first_is_not_told_of_a_change(thread, aiko, jon, cohort_space):
    post = post_reply(thread, by=aiko, body=f"<p>{mention(jon)}</p>")
    edit_post(post, by=aiko, body=f"<p>Dear {mention(jon)}</p>")
    run_all(cohort_space.pk)
    assert [one.entry.verb for one in Notification.objects.filter(person=jon)] == ["post.added"]
