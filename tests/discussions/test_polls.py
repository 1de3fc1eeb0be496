"""Polls in posts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from discussions.actions import delete_post, make_poll, post_reply, vote
from discussions.models import Poll, Post, Vote
from spaces.models import Entry
from tests.discussions.conftest import verbs

LIVE = {"HX-Request": "true"}
ASKED = {"question": "Which <day>?", "options": "Monday\nTuesday\n\nMonday"}


@pytest.fixture
def post(thread, aiko):
    return post_reply(thread, by=aiko, body="<p>When do we meet?</p>")


@pytest.fixture
def poll(post, aiko) -> Poll:
    return make_poll(post, by=aiko, question="Which day?", options=["Monday", "Tuesday"])


def choices(poll: Poll) -> list[int]:
    return list(poll.options.order_by("position").values_list("pk", flat=True))


def test_a_writer_asks_and_readers_find_it_below_the_post(signed_in, post, aiko, jon, cohort_space):
    client = signed_in(aiko)
    assert f'href="/posts/{post.pk}/poll/"' in client.get(f"/threads/{post.thread_id}/").content.decode()
    for _twice in range(2):
        assert client.post(f"/posts/{post.pk}/poll/", ASKED).status_code == 302
    poll = Poll.objects.get()
    assert [one.text for one in poll.options.order_by("position")] == ["Monday", "Tuesday"]
    page = signed_in(jon).get(f"/threads/{post.thread_id}/").content.decode()
    assert f'hx-get="/polls/{poll.pk}/"' in page
    assert "Which &lt;day&gt;?" in page
    assert verbs(cohort_space).count("poll.made") == 1


def test_results_are_shown_to_who_has_chosen(signed_in, poll, jon, mara):
    first, second = choices(poll)
    client = signed_in(jon)
    vote(poll, by=mara, options=[first])
    before = client.get(f"/polls/{poll.pk}/", headers=LIVE).content.decode()
    assert "<progress" not in before
    assert "Mara" not in before
    after = client.post(f"/polls/{poll.pk}/vote/", {"option": second}, headers=LIVE).content.decode()
    assert "Mara" in after
    assert "2 people chose" in after
    assert 'type="radio"' in client.get(f"/polls/{poll.pk}/?again", headers=LIVE).content.decode()
    assert client.post(f"/polls/{poll.pk}/vote/", {"option": first})["Location"] == f"/polls/{poll.pk}/"
    assert Vote.objects.filter(person=jon).get().option_id == first
    assert "<html" in client.get(f"/polls/{poll.pk}/").content.decode()


def test_the_same_choice_is_quiet(poll, jon, cohort_space):
    for _twice in range(2):
        vote(poll, by=jon, options=choices(poll)[:1])
    assert verbs(cohort_space).count("poll.voted") == 1


def test_one_or_several_are_chosen_as_it_asks(signed_in, poll, post, thread, aiko, jon):
    both = choices(poll)
    for wrong in (both, [], [10**9]):
        answer = signed_in(jon).post(f"/polls/{poll.pk}/vote/", {"option": wrong}, headers=LIVE)
        assert answer.status_code == 422
        assert "Choose one of these." in answer.content.decode()
    other = post_reply(thread, by=aiko, body="<p>And?</p>")
    several = make_poll(other, by=aiko, question="What?", options=["A", "B"], is_multiple=True)
    vote(several, by=jon, options=choices(several))
    assert Vote.objects.filter(person=jon).count() == 2
    with pytest.raises(ValidationError):
        vote(several, by=jon, options=both)


def test_of_an_anonymous_poll_nobody_learns_who_chose_what(signed_in, post, aiko, jon, mara):
    poll = make_poll(post, by=aiko, question="Honestly?", options=["Yes", "No"], is_anonymous=True)
    vote(poll, by=mara, options=choices(poll)[:1])
    vote(poll, by=jon, options=choices(poll)[1:])
    page = signed_in(jon).get(f"/polls/{poll.pk}/", headers=LIVE).content.decode()
    assert "2 people chose" in page
    assert "Mara" not in page
    told = signed_in(jon).get(f"/api/polls/{poll.pk}/").json()
    assert [one["names"] for one in told["choices"]] == [[], []]
    assert all(entry.by.is_system for entry in Entry.objects.filter(verb="poll.voted"))


def test_a_closed_poll_shows_its_end_to_all(signed_in, poll, jon, mara):
    vote(poll, by=mara, options=choices(poll)[:1])
    Poll.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    page = signed_in(jon).get(f"/polls/{poll.pk}/", headers=LIVE).content.decode()
    assert "Closed" in page
    assert "Mara" in page
    with pytest.raises(ValidationError):
        vote(Poll.objects.get(), by=jon, options=choices(poll)[:1])


def test_only_its_writer_asks_in_a_post(signed_in, post, jon, priya, stranger):
    for other, status in ((jon, 403), (priya, 403), (stranger, 404)):
        assert signed_in(other).post(f"/posts/{post.pk}/poll/", ASKED).status_code == status
    with pytest.raises(PermissionDenied):
        make_poll(post, by=jon, question="Hm?", options=["A", "B"])


@pytest.mark.parametrize(
    "more",
    [
        {"question": " "},
        {"options": "One"},
        {"options": "\n".join("abcdefghijk")},
        {"options": f"A\n{'x' * 121}"},
        {"closes_at": "2020-01-01T10:00"},
    ],
)
def test_what_is_no_poll_is_refused_and_kept_in_the_form(signed_in, post, aiko, more):
    answer = signed_in(aiko).post(f"/posts/{post.pk}/poll/", ASKED | more)
    assert answer.status_code == 422
    assert not Poll.objects.exists()


def test_a_poll_goes_with_its_post(signed_in, poll, post, aiko, jon, stranger):
    assert signed_in(stranger).get(f"/polls/{poll.pk}/").status_code == 404
    delete_post(post, by=aiko)
    assert signed_in(jon).get(f"/polls/{poll.pk}/").status_code == 404
    with pytest.raises(ValidationError):
        vote(poll, by=jon, options=choices(poll)[:1])


def test_programs_do_it_too(signed_in, post, aiko, jon):
    json = {"content_type": "application/json"}
    made = (
        signed_in(aiko)
        .post(f"/api/posts/{post.pk}/poll/", {"question": "How?", "options": ["A", "B"]}, **json)
        .json()
    )
    address, first = f"/api/polls/{made['id']}/", made["choices"][0]["id"]
    assert signed_in(jon).put(address, {"options": [first]}, **json).json()["choices"][0]["count"] == 1
    assert signed_in(jon).put(address, {"options": []}, **json).status_code == 400


def test_a_new_post_asks_nobody_for_its_poll(post, poll, aiko, django_assert_num_queries):
    fresh = Post(thread=post.thread, number=9, by=aiko, body="<p>x</p>")
    with django_assert_num_queries(0):
        assert 'class="poll"' not in render_to_string("discussions/_post.html", {"post": fresh})
    known = Post.objects.for_fragment().get(pk=post.pk)
    with django_assert_num_queries(0):
        assert "Which day?" in render_to_string("discussions/_post.html", {"post": known})
