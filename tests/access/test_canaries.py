"""The canaries themselves: a token is found wherever it hides, and what is active is told from what is shown."""

import itertools
import json

import pytest
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.utils.html import escape

from tests.access.canaries import POLYGLOT, Canaries, active_in, text_of, unescaped_in, worksheet_faults
from tests.access.crawl import part_of


@pytest.fixture
def canaries():
    return Canaries()


def hides(token: str) -> list[HttpResponse]:
    """A token in each place of an answer that a page's text does not show."""
    headers, cookie = HttpResponse(headers={"Location": f"/x/?{token}"}), HttpResponse()
    cookie.set_cookie("messages", signing.dumps([token] * 9, compress=True))
    spelled = "".join(f"\\u{ord(letter):04x}" for letter in token)
    letters = HttpResponse(f'{{"a": "{spelled}"}}', content_type="application/json")
    return [HttpResponse(token), JsonResponse({"a": [token]}), headers, cookie, letters]


@pytest.mark.parametrize("place", range(5))
def test_a_token_is_found_wherever_it_hides(canaries, place):
    token = canaries.token("a draft", "TM")
    text = text_of(hides(token)[place])
    assert canaries.leaks(text, "CM") == ["a draft"]
    assert canaries.leaks(text, "TM") == []


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{POLYGLOT}</p>",
        f'<input value="{POLYGLOT}">',
        f"<title>{POLYGLOT}</title>",
        "<img src=x onerror=p()>",
        "<a href='javascript:p()'>",
        "<script>p()</script>",
        '<p hx-on:click="p()">',
        '<p style="top:0">',
    ],
)
def test_what_would_run_is_seen(page):
    assert active_in(page)


def test_what_is_escaped_is_at_rest():
    words = escape(POLYGLOT)
    page = f'<title>{words}</title><p title="{words}">{words}</p><script src="/static/a.js"></script>'
    assert active_in(page) == []
    assert not unescaped_in(page)
    assert unescaped_in(f"<!-- {POLYGLOT}")
    assert json.loads(json.dumps(POLYGLOT)) == POLYGLOT


def test_a_cell_that_computes_is_seen():
    assert worksheet_faults("name\n=1+1\n'=1+1\n") == ["=1+1"]


@pytest.mark.parametrize("alike", [1, 2, 3, 4])
def test_of_many_addresses_three_turns_make_all(alike):
    """Beside each other stand those that differ only in a word after the question mark: a turn meets all of these."""
    found = [f"{thing}?{word}" for thing in range(12) for word in range(alike)]
    turns = [part_of(found, turn) for turn in range(3)]
    assert sorted(itertools.chain(*turns)) == sorted(found)
    for turn in turns:
        assert {address.split("?")[1] for address in turn} == {str(word) for word in range(alike)}
