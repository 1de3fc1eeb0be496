"""A space's board."""

import pytest

from discussions import actions
from discussions.models import Thread


@pytest.fixture
def many_threads(cohort_space, mara, aiko):
    def start(count: int) -> None:
        for number in range(count):
            by = (mara, aiko)[number % 2]
            actions.start_thread(cohort_space, by=by, title=f"Thread {number}", body="<p>Words</p>")

    return start


def test_members_see_it_and_outsiders_do_not(signed_in, client, thread, cohort_space, aiko, stranger, tom):
    page = signed_in(aiko).get(f"/spaces/{cohort_space.pk}/board/").content.decode()
    assert "First lines" in page
    assert "Cohort only" in page
    for outsider in (stranger, tom):
        assert signed_in(outsider).get(f"/spaces/{cohort_space.pk}/board/").status_code == 404
    assert client.get(f"/spaces/{cohort_space.pk}/board/").status_code == 302


@pytest.mark.parametrize("count", [3, 28])
def test_queries_do_not_grow_with_threads(
    signed_in, cohort_space, aiko, many_threads, count, django_assert_max_num_queries
):
    many_threads(count)
    client = signed_in(aiko)
    with django_assert_max_num_queries(8):
        page = client.get(f"/spaces/{cohort_space.pk}/board/")
    assert page.content.count(b'<li class="thread') == count


def test_pages_go_on_by_key(signed_in, cohort_space, aiko, many_threads):
    many_threads(35)
    client = signed_in(aiko)
    first = client.get(f"/spaces/{cohort_space.pk}/board/")
    second = client.get(f"/spaces/{cohort_space.pk}/board/?after={first.context['page'].next_key}")
    titles = [one.title for page in (first, second) for one in page.context["page"].items]
    assert titles == [f"Thread {number}" for number in reversed(range(35))]
    assert client.get(f"/spaces/{cohort_space.pk}/board/?after=broken").status_code == 404


def test_kinds_and_unanswered_questions(signed_in, cohort_space, thread, question, aiko):
    def titles(query: str) -> list[str]:
        page = signed_in(aiko).get(f"/spaces/{cohort_space.pk}/board/{query}").context["page"]
        return [one.title for one in page.items]

    assert titles("") == ["In writing?", "First lines"]
    assert titles("?kind=question") == titles("?kind=unanswered") == ["In writing?"]
    assert titles("?kind=story") == []
    actions.post_reply(question, by=aiko, body="<p>Yes</p>")
    assert titles("?kind=unanswered") == []
    assert titles("?kind=%00") == titles("")


def test_what_is_new_is_marked(signed_in, cohort_space, thread, mara, aiko):
    assert b"thread--unread" in signed_in(aiko).get(f"/spaces/{cohort_space.pk}/board/").content
    assert b"thread--unread" not in signed_in(mara).get(f"/spaces/{cohort_space.pk}/board/").content
    actions.mark_read(thread, by=aiko, number=1)
    assert b"thread--unread" not in signed_in(aiko).get(f"/spaces/{cohort_space.pk}/board/").content


def test_it_brings_itself_up_to_date(signed_in, cohort_space, thread, aiko):
    part = signed_in(aiko).get(f"/spaces/{cohort_space.pk}/board/", headers={"HX-Request": "true"})
    text = part.content.decode()
    assert text.lstrip().startswith(f'<thread-list id="board-{cohort_space.pk}"')
    assert "<html" not in text


def test_an_empty_board_says_what_to_do(signed_in, cohort_space, aiko):
    page = signed_in(aiko).get(f"/spaces/{cohort_space.pk}/board/").content.decode()
    assert not Thread.objects.exists()
    assert "Ask something" in page


def test_people_are_found_to_be_named(signed_in, cohort_space, aiko, mara, stranger):
    found = signed_in(aiko).get(f"/spaces/{cohort_space.pk}/people/?q=ma").json()
    assert found == [{"id": mara.pk, "name": "Mara Test", "photo_url": ""}]
    assert signed_in(aiko).get(f"/spaces/{cohort_space.pk}/people/?q=stranger").json() == []
    assert signed_in(stranger).get(f"/spaces/{cohort_space.pk}/people/?q=ma").status_code == 404
