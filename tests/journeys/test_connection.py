"""A page whose connection fails: half dead, refused, away for a day."""

import uuid

import pytest

LIVE = "html[data-live]"
CLOSE = """
from spaces.actions import close_space
from spaces.models import Space
from people.models import User
close_space(Space.objects.get(pk={space}), by=User.objects.get(name="Ines Carvalho"))
"""
MANY = """
from discussions.actions import post_reply
from discussions.models import Thread
from people.models import User
thread, by = Thread.objects.get(pk={thread}), User.objects.get(pk={by})
for number in range(205):
    post_reply(thread, by=by, body="<p>Said meanwhile</p>")
"""


@pytest.fixture
def half_dead():
    """A line that carries what is said until it goes silent, without anybody closing it."""

    class Line:
        is_silent = False

        def __call__(self, page):
            server = page.connect_to_server()
            page.on_message(lambda said: self.is_silent or server.send(said))
            server.on_message(lambda said: self.is_silent or page.send(said))

    return Line()


def test_a_half_dead_connection_is_noticed_within_half_a_minute(visit, room, half_dead):
    ada = room.enter(visit(), "Ada")
    ada.page.route_web_socket("**/live/**", half_dead)
    ada.go(room.talk)
    ada.page.wait_for_selector(LIVE, state="attached")
    half_dead.is_silent = True
    ada.page.wait_for_selector("html:not([data-live])", state="attached", timeout=30_000)
    half_dead.is_silent = False
    ada.page.wait_for_selector(LIVE, state="attached")


def test_without_a_socket_the_page_asks(visit, room):
    bo = room.enter(visit(), "Bo")
    bo.page.route_web_socket("**/live/**", lambda socket: socket.close())
    bo.go(room.talk)
    words = f"Heard without a socket {uuid.uuid4().hex[:6]}"
    room.reply("Ada", words)
    bo.page.locator("article.post", has_text=words).wait_for(timeout=20_000)


def test_after_a_long_sleep_the_page_says_how_much_there_is(visit, room):
    cy = room.enter(visit(), "Cy")
    cy.go(room.talk)
    cy.page.wait_for_selector(LIVE, state="attached")
    before = cy.page.locator("article.post").count()
    cy.context.set_offline(True)
    room.running.shell(MANY.format(thread=room.thread, by=room.people["Ada"]))
    cy.context.set_offline(False)
    cy.page.locator(".pill", has_text="205 new posts: show them").wait_for(timeout=40_000)
    assert cy.page.locator("article.post").count() == before
    cy.click(cy.page.locator(".pill"))
    cy.page.locator("article.post", has_text="Said meanwhile").first.wait_for()


def test_a_space_that_closes_takes_no_more_words(visit, room):
    di = room.enter(visit(), "Di")
    di.go(room.talk)
    di.page.wait_for_selector(LIVE, state="attached")
    room.running.shell(CLOSE.format(space=room.space))
    di.sees("This space is closed; it can be read.", limit=5_000)
    assert di.page.locator("post-composer").count() == 0
