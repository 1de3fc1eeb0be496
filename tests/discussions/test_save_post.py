"""Keeping a post for later."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from discussions.actions import delete_post, post_reply, remind_of_saved, save_post, unsave_post
from discussions.models import Bookmark
from spaces.actions import leave_space
from spaces.models import Entry
from spaces.readers import run_all
from tests.discussions.conftest import verbs

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def post(thread, aiko):
    return post_reply(thread, by=aiko, body="<p>Worth a second look</p>")


def remind(space, *, hours: int = 2) -> int:
    count = remind_of_saved(now=timezone.now() + timedelta(hours=hours))
    run_all(space.pk)
    return count


def soon() -> datetime:
    return timezone.now() + timedelta(hours=1)


def test_a_reader_keeps_it_with_a_note_and_lets_it_go(signed_in, post, mara, jon):
    client = signed_in(mara)
    assert f'href="/posts/{post.pk}/save/"' in client.get(f"/threads/{post.thread_id}/").content.decode()
    assert client.post(f"/posts/{post.pk}/save/", {"note": "For <Friday>"})["Location"] == "/saved/"
    page = client.get("/saved/").content.decode()
    assert "For &lt;Friday&gt;" in page
    assert "Worth a second look" in page
    assert "Worth a second look" not in signed_in(jon).get("/saved/").content.decode()
    client.post(f"/posts/{post.pk}/unsave/")
    assert not Bookmark.objects.exists()


def test_twice_is_once_and_changes_the_note(post, mara, cohort_space):
    for note in ("One", "Two"):
        save_post(post, by=mara, note=note)
    assert Bookmark.objects.get().note == "Two"
    for _twice in range(2):
        unsave_post(post, by=mara)
    assert verbs(cohort_space) == ["thread.started", "post.added"]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ({"when": "tomorrow"}, datetime(2026, 3, 7, 8, tzinfo=STOCKHOLM)),
        ({"when": "monday"}, datetime(2026, 3, 9, 8, tzinfo=STOCKHOLM)),
        ({"when": "at", "remind_at": "2026-03-10T17:30"}, datetime(2026, 3, 10, 17, 30, tzinfo=STOCKHOLM)),
        ({"when": "", "remind_at": "2026-03-10T17:30"}, None),
    ],
)
def test_reminders_are_on_the_readers_clock(signed_in, post, mara, words, at, monkeypatch):
    friday_evening = datetime(2026, 3, 6, 23, 30, tzinfo=STOCKHOLM)
    client = signed_in(mara)
    monkeypatch.setattr("django.utils.timezone.now", lambda: friday_evening)
    assert client.post(f"/posts/{post.pk}/save/", words).status_code == 302
    assert Bookmark.objects.get().remind_at == at


def test_a_reminder_lies_ahead_and_is_said(signed_in, post, mara):
    for moment in (timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(days=400)):
        with pytest.raises(ValidationError):
            save_post(post, by=mara, remind_at=moment)
    for words in (
        {"when": "at"},
        {"when": "at", "remind_at": "2020-01-01T10:00"},
        {"note": "x" * 201},
        {"when": "x"},
    ):
        assert signed_in(mara).post(f"/posts/{post.pk}/save/", words).status_code == 422
    assert not Bookmark.objects.exists()


def test_its_keeper_is_reminded_once_and_nobody_else(signed_in, post, mara, aiko, cohort_space):
    save_post(post, by=mara, remind_at=soon())
    assert remind_of_saved() == 0
    assert (remind(cohort_space), remind(cohort_space)) == (1, 0)
    assert "You wanted to come back to First lines" in signed_in(mara).get("/bell/").content.decode()
    assert "wanted to come back" not in signed_in(aiko).get("/bell/").content.decode()
    told = signed_in(aiko).get(f"/spaces/{cohort_space.pk}/after/0/").json()["lines"]
    assert "bookmark.due" not in [line["verb"] for line in told]


def test_a_new_moment_reminds_again(post, mara, cohort_space):
    save_post(post, by=mara, remind_at=soon())
    remind(cohort_space)
    save_post(post, by=mara, remind_at=timezone.now() + timedelta(hours=3))
    assert remind(cohort_space, hours=4) == 1


@pytest.mark.parametrize("gone", ["deleted", "left"])
def test_of_what_can_no_longer_be_read_nobody_is_reminded(
    signed_in, post, mara, aiko, priya, cohort_space, gone
):
    save_post(post, by=mara, note="Mine", remind_at=soon())
    if gone == "deleted":
        delete_post(post, by=aiko)
    else:
        leave_space(cohort_space, person=mara, by=priya)
    assert remind(cohort_space) == 0
    assert not Entry.objects.filter(verb="bookmark.due").exists()
    assert "Worth a second look" not in signed_in(mara).get("/saved/").content.decode()


def test_outsiders_keep_nothing(signed_in, post, stranger):
    for way in ("save", "unsave"):
        assert signed_in(stranger).post(f"/posts/{post.pk}/{way}/").status_code == 404


@pytest.mark.parametrize("count", [2, 9])
def test_queries_do_not_grow(signed_in, thread, aiko, mara, count, django_assert_max_num_queries):
    for number in range(count):
        save_post(post_reply(thread, by=aiko, body=f"<p>{number}</p>"), by=mara)
    client = signed_in(mara)
    with django_assert_max_num_queries(9):
        assert client.get("/saved/").content.decode().count('id="bookmark-') == count


def test_programs_do_it_too(signed_in, post, mara):
    client, address = signed_in(mara), f"/api/posts/{post.pk}/saved/"
    json = {"content_type": "application/json"}
    assert (
        client.put(address, {"note": "Later", "remind_at": soon().isoformat()}, **json).json()["note"]
        == "Later"
    )
    assert client.put(address, {"remind_at": "2020-01-01T00:00:00Z"}, **json).status_code == 400
    assert [one["post"] for one in client.get("/api/saved/").json()["results"]] == [post.pk]
    assert client.delete(address).status_code == 204
