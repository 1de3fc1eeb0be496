"""A post is taken away by who keeps the space in order, for a reason."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from discussions.actions import delete_post, post_reply, remove_post, restore_post
from notifications.models import Notification
from spaces.readers import run_all
from tests.discussions.conftest import verbs


@pytest.fixture
def post(thread, aiko):
    return post_reply(thread, by=aiko, body="<p>Rather not said</p>")


def test_a_moderator_removes_and_leaves_a_trace(signed_in, post, thread, priya, aiko, jon, cohort_space):
    client = signed_in(priya)
    assert "Rather not said" in client.get(f"/posts/{post.pk}/remove/").content.decode()
    answer = client.post(f"/posts/{post.pk}/remove/", {"reason": "It names a <client>"})
    assert answer["Location"] == post.get_absolute_url()
    page = signed_in(jon).get(f"/threads/{thread.pk}/").content.decode()
    assert "Removed by Priya: It names a &lt;client&gt;" in page
    assert "Rather not said" not in page
    assert verbs(cohort_space)[-1] == "post.removed"
    with pytest.raises(PermissionDenied):
        restore_post(post, by=aiko)
    restored = restore_post(post, by=priya)
    assert (restored.is_deleted, restored.removed_for) == (False, "")


def test_twice_is_quiet(post, priya, cohort_space):
    for reason in ("One", "Two"):
        remove_post(post, by=priya, reason=reason)
    assert post.removed_for == "One"
    assert verbs(cohort_space).count("post.removed") == 1


def test_a_reason_is_asked_for(signed_in, post, priya):
    for reason in ("", "  ", "x" * 301):
        answer = signed_in(priya).post(f"/posts/{post.pk}/remove/", {"reason": reason})
        assert answer.status_code == 422
        with pytest.raises(ValidationError):
            remove_post(post, by=priya, reason=reason)
    post.refresh_from_db()
    assert not post.is_deleted


def test_nobody_else_does(signed_in, post, mara, aiko, grace, stranger):
    for other, status in ((mara, 403), (aiko, 403), (grace, 403), (stranger, 404)):
        assert signed_in(other).get(f"/posts/{post.pk}/remove/").status_code == status
        assert signed_in(other).post(f"/posts/{post.pk}/remove/", {"reason": "No"}).status_code == status
    post.refresh_from_db()
    assert not post.is_deleted


def test_its_writer_is_told(signed_in, post, aiko, priya, jon, cohort_space):
    remove_post(post, by=priya, reason="It names a client")
    run_all(cohort_space.pk)
    assert "Priya Test removed your post in First lines" in signed_in(aiko).get("/bell/").content.decode()
    assert not Notification.objects.filter(person=jon, entry__verb="post.removed").exists()


def test_what_its_writer_deleted_is_not_removed_besides(post, aiko, priya, cohort_space):
    delete_post(post, by=aiko)
    remove_post(post, by=priya, reason="Late")
    assert not post.is_removed
    assert "post.removed" not in verbs(cohort_space)
