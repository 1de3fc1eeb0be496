"""Searching: everything one may read and nothing else, by words, phrases, filters, and in spite of mistakes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from discussions import actions, searching
from discussions.models import Post, Thread
from discussions.searching import Asked
from discussions.words import plain, terms
from spaces import readers
from spaces.actions import leave_space
from tests.discussions.conftest import many_replies


@pytest.fixture
def talk(cohort_space, team_space, mara, aiko, lena):
    """A thread on the cohort's board with two replies, and a word in the room of Mara's team."""
    thread = actions.start_thread(
        cohort_space, by=mara, title="Naïve beginnings", body="<p>How do you open an interview?</p>"
    )
    actions.post_reply(
        thread, by=aiko, body="<p>Ask for one example; don’t judge, just listen &amp; wait.</p>"
    )
    actions.post_reply(thread, by=lena, body="<p>Listen, then wait. Café talk helps, 日本語も.</p>")
    stream = actions.open_stream(team_space, by=mara, title="Harbor")
    actions.post_reply(stream, by=mara, body="<p>Our secret interview plan</p>")
    for space in (cohort_space, team_space):
        readers.run_all(space.pk)
    return thread


def found(viewer, words: str, **narrowed) -> list[str]:
    ids = searching.search(viewer, Asked(words, **narrowed)).ids
    return [
        f"{post.thread.title} {post.number}"
        for post in sorted(Post.objects.filter(pk__in=ids), key=lambda p: p.pk)
    ]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("naive", [1]), ("NAÏVE", [1]), ("cafe", [3]), ("dont judge", [2]), ("don't", [2]), ("an", [1]),
        ('"just listen"', [2]), ('"listen just"', []), ("listen -café", [2]), ("naive or cafe", [1, 3]),
        ("日本", [3]), ("本日", []), ("interviews", [1]), ("interv", [1]), ("inter", []), ("example", [2]), ("to:*", []),
        ("it's'); drop table", []), ("-listen", []), ('""', []), ("!!&|", []),
    ],
)  # fmt: skip
def test_words_are_found_as_people_type_them(talk, lena, words, numbers):
    assert found(lena, words) == [f"Naïve beginnings {number}" for number in numbers]


def test_only_what_one_may_read_is_found_counted_and_guessed(talk, lena, mara, stranger, signed_in):
    assert found(mara, "secret plan") == ["Harbor 1"]
    assert found(lena, "secret plan") == []
    assert searching.correction(mara, Asked("secrt")) == "secret"
    assert searching.correction(lena, Asked("secrt")) == ""
    page = signed_in(stranger).get(reverse("search"), {"q": "interview"})
    assert "Nothing found" in page.text
    assert "beginnings" not in page.text


def test_what_was_deleted_is_not_found(talk, mara, aiko):
    post = talk.posts.get(number=2)
    actions.delete_post(post, by=aiko)
    assert found(mara, "example") == []
    actions.restore_post(post, by=aiko)
    assert len(found(mara, "example")) == 1


def test_what_was_edited_is_found_by_its_new_words(talk, mara, aiko):
    actions.edit_post(talk.posts.get(number=2), by=aiko, body="<p>Something else</p>")
    assert found(mara, "example") == []
    assert len(found(mara, "something")) == 1


def test_who_left_finds_nothing_any_more(talk, cohort_space, lena, priya):
    assert found(lena, "listen")
    leave_space(cohort_space, person=lena, by=priya)
    assert found(lena, "listen") == []


def test_filters_narrow(talk, cohort_space, team_space, mara, aiko):
    question = actions.start_thread(
        cohort_space, by=mara, title="Asking", body="<p>Listen how?</p>", kind=Thread.Kind.QUESTION
    )
    answer = actions.post_reply(question, by=aiko, body="<p>Listen so</p>")
    assert len(found(mara, "listen")) == 4
    assert len(found(mara, "listen", kind="question")) == 2
    assert len(found(mara, "listen", by=(aiko.pk,))) == 2
    assert found(mara, "listen", space=team_space.pk) == []
    assert found(mara, "listen", answered=True) == []
    actions.accept_answer(answer, by=mara)
    assert len(found(mara, "listen", answered=True)) == 2
    assert found(mara, "listen", until=timezone.now() - timedelta(days=1)) == []


def test_a_page_marks_the_words_and_escapes_the_rest(cohort_space, mara, signed_in):
    body = "<p>1 &lt; 2 &lt;script&gt;alert()&lt;/script&gt; and “Feedback” counts</p>"
    actions.start_thread(cohort_space, by=mara, title="<b>feedback</b>", body=body)
    page = signed_in(mara).get(reverse("search"), {"q": "feedback"}).text
    assert "&lt;b&gt;<mark>feedback</mark>&lt;/b&gt;" in page
    assert "&lt;script&gt;alert()" in page
    assert "“<mark>Feedback</mark>”" in page


def test_a_mistyped_word_finds_what_was_meant(talk, mara, signed_in):
    page = signed_in(mara).get(reverse("search"), {"q": "exmaple"}).text
    assert "Did you mean" in page
    assert "<mark>example</mark>" in page


def test_mistyped_words_that_stand_in_no_post_together_find_each(talk, mara):
    assert searching.correction(mara, Asked("exmaple cafee")) == "example or cafe"


def test_a_walk_and_a_look_up_find_the_same(talk, mara, aiko, lena, monkeypatch):
    many_replies(talk, 40, aiko, lena)
    actions.post_reply(talk, by=mara, body="<p>Reply that is rare</p>")
    everything = searching.search(mara, Asked("reply")).ids
    assert len(everything) == 41
    for stretch, most in ((1, 0), (3, 1000), (7, 50)):
        monkeypatch.setattr(searching, "FIRST_STRETCH", stretch)
        monkeypatch.setattr(searching, "LONGEST_WALK", most)
        assert set(searching.search(mara, Asked("reply")).ids) == set(everything)
        assert len(searching.search(mara, Asked("rare")).ids) == 1


def test_the_newest_are_ranked_and_more_is_said(talk, mara, aiko, monkeypatch, signed_in):
    monkeypatch.setattr(searching, "MOST", 20)
    many_replies(talk, 30, aiko)
    client = signed_in(mara)
    page = client.get(reverse("search"), {"q": "reply"})
    assert "20+ posts" in page.text
    newest = set(Post.objects.order_by("-pk").values_list("pk", flat=True)[:20])
    assert set(searching.search(mara, Asked("reply")).ids) == newest


def test_pages_follow_one_another(talk, mara, aiko, signed_in, django_assert_max_num_queries):
    many_replies(talk, 45, aiko)
    client = signed_in(mara)
    with django_assert_max_num_queries(14):
        first = client.get("/api/search/", {"q": "reply"}).json()
    seen = [hit["post"] for hit in first["results"]]
    key = first["next"]
    while key:
        following = client.get("/api/search/", {"q": "reply", "after": key}).json()
        seen += [hit["post"] for hit in following["results"]]
        key = following["next"]
    assert first["count"] == "45"
    assert len(seen) == len(set(seen)) == 45


def test_the_api_says_what_was_meant_and_refuses_broken_days(talk, mara, signed_in):
    client = signed_in(mara)
    answer = client.get("/api/search/", {"q": "exmaple"}).json()
    assert answer["suggestion"] == "example"
    assert answer["results"][0]["snippet"].startswith("Ask for one example; don’t judge, just listen & wait.")
    assert client.get("/api/search/", {"q": "a", "since": "soon"}).status_code == 400


def test_a_broken_filter_leaves_a_page(talk, mara, signed_in):
    page = signed_in(mara).get(reverse("search"), {"q": "listen", "since": "soon", "space": "x", "kind": "y"})
    assert page.status_code == 200
    assert "2 posts" in page.text


def test_text_is_cut_into_words():
    assert plain("It’s self-aware, a/b: “Zoë”!") == "Its self aware a b Zoë"
    assert [term.words for term in terms('one "two three" -four or ')] == [
        ("one",),
        ("two", "three"),
        ("four",),
    ]
