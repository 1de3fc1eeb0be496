"""How far somebody has read."""

from discussions.actions import mark_read, post_reply
from discussions.models import ReadingMark, Thread
from tests.discussions.conftest import many_replies


def unread(viewer) -> list[tuple[str, int]]:
    return list(Thread.objects.unread_by(viewer).values_list("title", "unread"))


def test_reading_moves_the_mark_forward_only(signed_in, thread, aiko, jon):
    many_replies(thread, 4, jon)
    client = signed_in(aiko)
    for number in ("3", "2", "nonsense", ""):
        assert client.post(f"/threads/{thread.pk}/read/", {"number": number}).status_code == 204
    assert unread(aiko) == [("First lines", 2)]
    assert client.post(f"/threads/{thread.pk}/read/", {"number": "999"}).status_code == 204
    assert ReadingMark.objects.get(person=aiko).number == 5
    assert unread(aiko) == []


def test_a_stranger_finds_no_thread(signed_in, thread, stranger):
    assert signed_in(stranger).post(f"/threads/{thread.pk}/read/", {"number": "1"}).status_code == 404


def test_a_page_without_script_reads_what_it_shows_and_ones_own_words_are_read(signed_in, thread, aiko, mara):
    client, picture = signed_in(aiko), f"/threads/{thread.pk}/read/?number=1"
    assert f'<noscript><img src="{picture}"' in client.get(f"/threads/{thread.pk}/").text
    assert unread(aiko) == [("First lines", 1)]
    assert client.get(picture).status_code == 204
    assert unread(aiko) == []
    assert "<noscript><img" not in client.get(f"/threads/{thread.pk}/").text
    post_reply(thread, by=aiko, body="<p>Hi</p>")
    assert unread(aiko) == []
    assert unread(mara) == [("First lines", 1)]


def test_what_was_said_before_one_came_is_not_unread(thread, cohort_space, stranger, priya, aiko):
    from spaces.actions import join_space

    join_space(cohort_space, person=stranger, role="learner", by=priya)
    assert unread(stranger) == []
    post_reply(thread, by=aiko, body="<p>Welcome</p>")
    assert unread(stranger) == [("First lines", 2)]


def test_marks_beyond_the_end_are_cut(thread, aiko):
    mark_read(thread, by=aiko, number=10**12)
    assert ReadingMark.objects.get(person=aiko).number == 1
