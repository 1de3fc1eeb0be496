"""Links from posts to other threads."""

import pytest

from discussions.actions import delete_post, edit_post, post_reply, start_thread
from discussions.links import threads_linked
from discussions.models import ThreadLink
from lib.html import clean
from spaces.actions import join_space, open_space
from spaces.models import Role, Space


def to(thread, more: str = "") -> str:
    return f'<p>See <a href="/threads/{thread.pk}/{more}">there</a></p>'


@pytest.fixture
def hidden(priya, mara) -> Space:
    """A space with Priya and Mara only."""
    space = open_space(Space.Kind.COMMUNITY, title="Backstage")
    for person in (priya, mara):
        join_space(space, person=person, role=Role.EXPERT, by=priya)
    return space


def page_of(client, thread) -> str:
    return client.get(f"/threads/{thread.pk}/").content.decode()


def test_which_links_lead_to_threads(settings):
    settings.SITE_URL = "https://learn.example.org"
    html = clean(
        '<p><a href="/threads/7/">a</a> <a href="https://learn.example.org/threads/8/?from=3#post-9">b</a>'
        ' <a href="https://other.example.org/threads/9/">c</a> <a href="/threads/7/#x">d</a>'
        ' <a href="/threads/x/">e</a> <a href="/threads/10/reply/">f</a></p>'
    )
    assert threads_linked(html) == [7, 8]


def test_a_thread_says_where_it_is_spoken_of(signed_in, thread, question, aiko, jon):
    assert "Spoken of in" not in page_of(signed_in(jon), question)
    post = post_reply(thread, by=aiko, body=to(question))
    page = page_of(signed_in(jon), question)
    assert "Spoken of in" in page
    assert f'href="{post.get_absolute_url().replace("&", "&amp;")}"' in page
    told = signed_in(jon).get(f"/api/threads/{question.pk}/links/").json()
    assert [one["post"] for one in told] == [post.pk]


def test_a_changed_and_a_deleted_post_lead_nowhere(signed_in, thread, question, aiko, jon):
    post = post_reply(thread, by=aiko, body=to(question))
    edit_post(post, by=aiko, body="<p>No more</p>")
    assert not ThreadLink.objects.exists()
    edit_post(post, by=aiko, body=to(question))
    delete_post(post, by=aiko)
    assert "Spoken of in" not in page_of(signed_in(jon), question)


def test_back_links_are_met_by_who_reads_the_source(signed_in, thread, hidden, priya, mara, jon):
    start_thread(hidden, by=priya, title="Behind the scenes", body=to(thread))
    assert "Behind the scenes" in page_of(signed_in(mara), thread)
    page = page_of(signed_in(jon), thread)
    assert "Behind the scenes" not in page
    assert "Backstage" not in page
    assert signed_in(jon).get(f"/api/threads/{thread.pk}/links/").json() == []


def test_cards_are_for_who_may_see_the_thread(signed_in, thread, hidden, priya, mara, jon, stranger, client):
    secret = start_thread(hidden, by=priya, title="Behind the scenes", body="<p>Hi</p>")
    asked = f"/threads/cards/?id={thread.pk}&id={secret.pk}&id=999999999&id=x&id=-1"
    assert signed_in(mara).get(asked).content.count(b"link-card__main") == 2
    cards = signed_in(jon).get(asked).content.decode()
    assert "First lines" in cards
    assert "Behind the scenes" not in cards
    assert signed_in(stranger).get(asked).content.strip() == b""
    assert client.get(asked).status_code == 302


def test_nobody_makes_a_link_to_what_they_do_not_see(thread, hidden, priya, jon):
    secret = start_thread(hidden, by=priya, title="Behind the scenes", body="<p>Hi</p>")
    post_reply(thread, by=jon, body=to(secret) + to(thread))
    assert not ThreadLink.objects.exists()


def test_posts_of_others_carry_no_card_in_their_markup(signed_in, thread, hidden, priya, mara, jon):
    secret = start_thread(hidden, by=priya, title="Behind the scenes", body="<p>Hi</p>")
    post_reply(thread, by=mara, body=to(secret))
    assert "Behind the scenes" not in page_of(signed_in(jon), thread)
