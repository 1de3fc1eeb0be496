"""Taking a post away, and bringing it back."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from discussions.actions import accept_answer, delete_post, post_reply, restore_post
from discussions.models import Thread
from notifications.actions import send_waiting
from notifications.models import Notification
from spaces import verbs as registry
from spaces.models import Entry
from spaces.readers import run_all
from tests.discussions.conftest import verbs


@pytest.fixture
def post(thread, aiko):
    return post_reply(thread, by=aiko, body="<p>Rather not said</p>")


def counted(thread: Thread) -> tuple[int, int]:
    thread.refresh_from_db()
    return thread.post_count, thread.reply_count


def test_its_writer_deletes_and_brings_back(signed_in, post, thread, aiko, jon, cohort_space):
    client, reader = signed_in(aiko), signed_in(jon)
    assert client.post(f"/posts/{post.pk}/delete/").status_code == 302
    page = reader.get(f"/threads/{thread.pk}/").content.decode()
    assert "Deleted by its writer." in page
    assert "Rather not said" not in page
    assert counted(thread) == (2, 0)
    assert client.post(f"/posts/{post.pk}/restore/").status_code == 302
    assert "Rather not said" in reader.get(f"/threads/{thread.pk}/").content.decode()
    assert counted(thread) == (2, 1)
    assert verbs(cohort_space)[-2:] == ["post.deleted", "post.restored"]


def test_twice_is_quiet(post, aiko, thread, cohort_space):
    for _ in range(2):
        delete_post(post, by=aiko)
    assert verbs(cohort_space).count("post.deleted") == 1
    assert counted(thread) == (2, 0)
    for _ in range(2):
        restore_post(post, by=aiko)
    assert verbs(cohort_space).count("post.restored") == 1


def test_nobody_else_does(signed_in, post, mara, grace, priya, stranger):
    for other in (mara, grace, priya):
        assert signed_in(other).post(f"/posts/{post.pk}/delete/").status_code == 403
    assert signed_in(stranger).post(f"/posts/{post.pk}/delete/").status_code == 404
    post.refresh_from_db()
    assert not post.is_deleted


def test_one_click_undoes_it_where_the_post_stood(signed_in, post, aiko):
    client, live = signed_in(aiko), {"HX-Request": "true"}
    shown = client.post(f"/posts/{post.pk}/delete/", headers=live).content.decode()
    undo = re.search(
        r'class="[^"]*only-own" form="post-acts" formaction="([^"]+)"[^>]*>.*?Undo', shown, re.DOTALL
    )
    assert "Rather not said" in client.post(undo[1], headers=live).content.decode()


def test_others_do_not_bring_back_what_its_writer_deleted(post, aiko, priya, jon):
    delete_post(post, by=aiko)
    for other in (priya, jon):
        with pytest.raises(PermissionDenied):
            restore_post(post, by=other)


def test_nobody_is_told_of_a_deleted_post(post, aiko):
    delete_post(post, by=aiko)
    entry = Entry.objects.get(verb="post.added")
    assert list(registry.named("post.added").told([entry])) == []


def test_a_thread_nobody_answered_goes_with_its_first_post(thread, mara, aiko):
    opener = thread.posts.get()
    delete_post(opener, by=mara)
    assert not Thread.objects.on_board().exists()
    restore_post(opener, by=mara)
    assert Thread.objects.on_board().get().excerpt == "How do you begin?"
    post_reply(thread, by=aiko, body="<p>Like so</p>")
    delete_post(opener, by=mara)
    assert Thread.objects.on_board().get().excerpt == ""


def test_a_deleted_answer_is_no_answer(question, aiko, mara):
    post = post_reply(question, by=aiko, body="<p>Yes</p>")
    accept_answer(post, by=mara)
    delete_post(post, by=aiko)
    question.refresh_from_db()
    assert question.is_unanswered


def test_the_api_says_only_that_it_was_there(signed_in, post, thread, aiko, jon):
    delete_post(post, by=aiko)
    told = signed_in(jon).get(f"/api/threads/{thread.pk}/posts/").json()["results"][1]
    assert (told["number"], told["body"]) == (2, "")
    assert told["deleted_at"]


def test_what_was_told_of_it_says_nothing_any_more(signed_in, post, aiko, mara, cohort_space):
    run_all(cohort_space.pk)
    bell, later = signed_in(mara), timezone.now() + timedelta(hours=1)
    assert "Aiko Test answered" in bell.get("/bell/").content.decode()
    assert Notification.objects.visible_to(mara).unread().exists()
    delete_post(post, by=aiko)
    assert "Aiko Test answered" not in bell.get("/bell/").content.decode()
    run_all(cohort_space.pk)
    assert not Notification.objects.visible_to(mara).unread().exists()
    send_waiting(now=later)
    assert mail.outbox == []
