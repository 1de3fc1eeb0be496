"""Drafts: kept as one types, for oneself alone, until they are sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussions import actions
from discussions.models import Draft, Post
from files.actions import drop_orphans, store
from files.models import StoredFile
from spaces.models import Entry
from tests.files.conftest import picture, sent


@pytest.fixture
def typed(signed_in, thread, aiko):
    """Aiko types a reply; the answer of the server."""

    def save(body="Half a th", read_at="", **words):
        sent = {"body": body, "body_format": "markdown", "read_at": read_at, **words}
        return signed_in(aiko).post(f"/drafts/reply/{thread.pk}/", sent)

    return save


def test_what_is_typed_is_there_on_another_device(signed_in, typed, thread, aiko, mara):
    before = Entry.objects.count()
    typed(in_reply_to=str(thread.posts.get().pk))
    page = signed_in(aiko).get(f"/threads/{thread.pk}/").text
    assert ">Half a th</textarea>" in page
    assert "Draft from" in page
    assert "In answer to Mara" in page
    assert "Half a th" not in signed_in(mara).get(f"/threads/{thread.pk}/").text
    assert Entry.objects.count() == before


def test_it_goes_when_it_was_sent(signed_in, typed, thread, aiko):
    typed()
    signed_in(aiko).post(f"/threads/{thread.pk}/reply/", {"body": "A whole thought", "draft": "1"})
    assert Post.objects.filter(by=aiko).exists()
    assert not Draft.objects.exists()


def test_nothing_typed_is_no_draft(typed):
    typed()
    assert typed("  ").json() == {"saved_at": ""}
    assert not Draft.objects.exists()


def test_the_newest_counts_and_what_it_wrote_over_is_kept(signed_in, typed, thread, aiko):
    first = typed("On the phone").json()["saved_at"]
    assert not typed("On the phone, more", read_at=first).json()["has_other"]
    assert typed("At the desk").json()["has_other"]
    page = signed_in(aiko).get(f"/threads/{thread.pk}/").text
    assert ">At the desk</textarea>" in page
    assert "On the phone, more" in page
    signed_in(aiko).post(f"/drafts/reply/{thread.pk}/", {"let_go": "1"})
    assert Draft.objects.get().other == ""


def test_html_is_cleaned_on_its_way_in(typed):
    typed('<p onclick="x()">Hi</p><script>1</script>', body_format="html")
    assert Draft.objects.get().body == "<p>Hi</p>"


def test_a_new_thread_and_a_change_have_drafts_too(signed_in, thread, cohort_space, mara):
    client, post = signed_in(mara), thread.posts.get()
    client.post(f"/drafts/start/{cohort_space.pk}/", {"title": "Next", "body": "And then"})
    client.post(f"/drafts/edit/{post.pk}/", {"body": "<p>Changed</p>", "body_format": "html"})
    board = client.get(f"/spaces/{cohort_space.pk}/board/").text
    assert 'value="Next"' in board
    assert ">And then</textarea>" in board
    assert "&lt;p&gt;Changed&lt;/p&gt;</textarea>" in client.get(f"/posts/{post.pk}/edit/").text
    client.post(f"/posts/{post.pk}/edit/", {"body": "<p>Changed</p>", "body_format": "html", "draft": "1"})
    assert list(Draft.objects.values_list("kind", flat=True)) == ["start"]


@pytest.mark.parametrize("place", ["reply/{thread}", "edit/{post}", "start/{space}", "other/1", "reply/0"])
def test_a_stranger_keeps_nothing_there(place, signed_in, thread, cohort_space, stranger):
    path = place.format(thread=thread.pk, post=thread.posts.get().pk, space=cohort_space.pk)
    assert signed_in(stranger).post(f"/drafts/{path}/", {"body": "Mine"}).status_code == 404
    assert not Draft.objects.exists()


def test_drafts_expire_after_thirty_days(typed):
    typed()
    assert actions.drop_expired_drafts() == 0
    assert actions.drop_expired_drafts(timezone.now() + timedelta(days=31)) == 1


def test_a_picture_in_a_draft_outlives_the_weekend(typed, aiko, mara, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept, dropped = (store(sent(picture(color=color)), by=aiko) for color in ("red", "blue"))
    typed(f"![A red wall](/files/{kept.pk}/)")
    Draft.objects.create(person=mara, kind="reply", number=7, body=f"![Not hers](/files/{dropped.pk}/)")
    assert drop_orphans(timezone.now() + timedelta(days=3)) == 1
    assert StoredFile.objects.filter(pk=kept.pk).exists()
    actions.drop_expired_drafts(timezone.now() + timedelta(days=31))
    assert drop_orphans(timezone.now() + timedelta(days=31)) == 1


POLL = {"poll-question": "Which day?", "poll-options": "Monday\nTuesday", "poll-is_multiple": "on"}


def test_a_poll_below_it_is_part_of_it(signed_in, typed, thread, aiko, mara):
    typed(**POLL, **{"poll-closes_at": "2027-01-04T10:00"})
    page = signed_in(aiko).get(f"/threads/{thread.pk}/").text
    for kept in ('value="Which day?"', ">Monday\nTuesday</textarea>", 'value="2027-01-04T10:00"'):
        assert kept in page
    assert 'name="poll-is_multiple" checked' in page
    assert 'name="poll-is_anonymous" checked' not in page
    assert 'composer__poll" open' in page
    assert "Which day?" not in signed_in(mara).get(f"/threads/{thread.pk}/").text
    typed("Half a th", read_at=Draft.objects.get().saved_at.isoformat())
    assert Draft.objects.get().poll == {}


def test_a_poll_alone_is_a_draft_and_its_marks_alone_are_none(typed):
    typed("", **POLL)
    assert Draft.objects.get().poll["options"] == "Monday\nTuesday"
    typed("", **{"poll-is_anonymous": "on", "poll-closes_at": "2027-01-04T10:00"})
    assert not Draft.objects.exists()


def test_a_poll_of_a_new_conversation_is_kept_too(signed_in, cohort_space, aiko):
    client = signed_in(aiko)
    client.post(f"/drafts/start/{cohort_space.pk}/", {"body": "When?", "body_format": "markdown", **POLL})
    assert 'value="Which day?"' in client.get(f"/spaces/{cohort_space.pk}/board/").text
