"""A thread's page."""

import pytest

from discussions import actions
from discussions.models import ReadingMark
from tests.discussions.conftest import many_replies


def test_members_read_and_strangers_find_nothing(signed_in, client, thread, mara, stranger):
    page = signed_in(mara).get(f"/threads/{thread.pk}/")
    assert page.status_code == 200
    assert "How do you begin?" in page.content.decode()
    assert signed_in(stranger).get(f"/threads/{thread.pk}/").status_code == 404
    assert client.get(f"/threads/{thread.pk}/").status_code == 302


@pytest.mark.parametrize("replies", [5, 45])
def test_queries_do_not_grow_with_posts(
    signed_in, thread, aiko, jon, priya, replies, django_assert_max_num_queries
):
    many_replies(thread, replies, aiko, jon, priya)
    viewer = signed_in(aiko)
    with django_assert_max_num_queries(8):
        page = viewer.get(f"/threads/{thread.pk}/")
    assert page.content.count(b"<article") == replies + 1


def test_a_long_thread_shows_fifty_posts_around_the_first_unread(signed_in, thread, mara, aiko):
    many_replies(thread, 120, aiko)
    actions.mark_read(thread, by=mara, number=60)
    page = signed_in(mara).get(f"/threads/{thread.pk}/")
    text = page.content.decode()
    assert [post.number for post in page.context["posts"]] == [1, *range(56, 106)]
    assert text.index('class="new-line"') < text.index("Reply 60<") > text.index("Reply 58<")
    assert "?from=6" in text
    assert "?from=106" in text
    assert 'data-mark="60"' in text
    assert f'/threads/{thread.pk}/read/?number=105"' in text
    assert f'href="#thread-{thread.pk}-new"' in text


def test_jumping_ahead_leaves_the_rest_unread(signed_in, thread, mara, aiko):
    many_replies(thread, 120, aiko)
    ahead = signed_in(mara).get(f"/threads/{thread.pk}/?from=90").text
    assert 'data-mark=""' in ahead
    assert "/read/?number" not in ahead
    on = signed_in(mara).get(f"/threads/{thread.pk}/?from=2").text
    assert f'/threads/{thread.pk}/read/?number=51"' in on
    assert ReadingMark.objects.get(thread=thread, person=mara).number == 1


@pytest.mark.parametrize("asked", ["0", "-3", "999999999999999999999", "%00", "x"])
def test_odd_numbers_in_the_address_are_passed_over(signed_in, thread, aiko, asked):
    assert signed_in(aiko).get(f"/threads/{thread.pk}/?from={asked}&reply_to={asked}").status_code == 200
