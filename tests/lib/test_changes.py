"""Marking what changed between two texts."""

import random
import time

import pytest

from lib.changes import marked
from lib.html import clean, to_text


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("<p>One two</p>", "<p>One two</p>", "<p>One two</p>"),
        ("<p>One two</p>", "<p>One three</p>", "<p>One <del>two</del><ins>three</ins></p>"),
        ("<p>One</p>", "<p>One</p><p>Two</p>", "<p>One</p><p><ins>Two</ins></p>"),
        ("<p>One</p><p>Two</p>", "<p>One</p>", "<p>One</p><del>Two</del>"),
        ("<p>a &lt;b&gt;</p>", "<p>c</p>", "<p><del>a &lt;b&gt;</del><ins>c</ins></p>"),
        ("<p>Hi</p>", "<p><strong>Hi</strong></p>", "<p><strong>Hi</strong></p>"),
        ('<p>x<img src="/files/1/" alt="A &quot;map&quot;"></p>', "<p>x</p>", '<p>x<del>[A "map"]</del></p>'),
    ],
)
def test_words_that_came_and_went_are_marked(before, after, shown):
    assert marked(before, after) == shown


def test_nothing_active_comes_of_clean_texts():
    attack = '<p>&lt;script&gt;alert(1)&lt;/script&gt; <a href="https://x.y">z</a> &lt;img onerror=x&gt;</p>'
    html = marked(clean(attack), clean("<p>&lt;iframe&gt;</p>"))
    assert "<script" not in html
    assert "<iframe" not in html
    assert "<img" not in html


def test_what_stays_reads_as_the_new_text():
    chance = random.Random(7)
    words = [
        "<p>",
        "</p>",
        "<ul>",
        "<li>",
        "</li></ul>",
        "<strong>",
        "</strong>",
        "one",
        "two ",
        "three",
        "&amp;",
    ]
    for _round in range(200):
        before, after = (clean("".join(chance.choices(words, k=30))) for _text in range(2))
        kept = marked(before, after)
        while "<del>" in kept:
            first, _del, rest = kept.partition("<del>")
            kept = first + rest.partition("</del>")[2]
        assert to_text(kept.replace("<ins>", "").replace("</ins>", "")) == to_text(after)


@pytest.mark.parametrize("word", ["a ", "<em>a</em> ", "<p>a</p>"])
def test_long_and_hostile_texts_take_little_time(word):
    begun = time.monotonic()
    marked(word * (100_000 // len(word)), (word + "b ") * (90_000 // len(word)))
    assert time.monotonic() - begun < 2
