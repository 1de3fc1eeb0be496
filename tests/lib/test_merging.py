"""Putting together what two people made of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.html import clean
from lib.merging import blocks_of, both, merged


def p(*words: str) -> str:
    return "".join(f"<p>{word}</p>" for word in words)


BASE = p("One", "Two", "Three")


@pytest.mark.parametrize(
    ("theirs", "mine", "result"),
    [
        (p("One!", "Two", "Three"), p("One", "Two", "Three!"), p("One!", "Two", "Three!")),
        (
            p("Zero", "One", "Two", "Three"),
            p("One", "Two", "Three", "Four"),
            p("Zero", "One", "Two", "Three", "Four"),
        ),
        (p("One", "Three"), p("One", "Two", "Three!"), p("One", "Three!")),
        (p("One", "Two", "Three", "A"), p("One", "Two", "Three", "B"), p("One", "Two", "Three", "A", "B")),
        (p("One", "Two!", "Three"), p("One", "Two!", "Three"), p("One", "Two!", "Three")),
        (p("One", "Two!", "Three"), p("One", "Two?", "Three"), None),
        (p("One", "Three"), p("One", "Two?", "Three"), None),
    ],
)
def test_paragraphs_that_only_one_touched_come_together(theirs, mine, result):
    assert merged(BASE, theirs, mine) == result


def test_two_first_texts_stand_one_after_the_other():
    assert merged("", p("Hers"), p("Mine")) == p("Hers", "Mine")


def test_lists_and_boxes_are_one_block_each():
    html = (
        "<p>a<br>b</p><ul><li><p>x</p></li><li>y</li></ul><hr><blockquote><p>q</p><p>r</p></blockquote>loose"
    )
    assert blocks_of(html) == [
        "<p>a<br>b</p>",
        "<ul><li><p>x</p></li><li>y</li></ul>",
        "<hr>",
        "<blockquote><p>q</p><p>r</p></blockquote>",
        "loose",
    ]


def test_both_keeps_what_is_the_same_once():
    assert both(p("One", "Two"), p("One", "Three")) == p("One", "Two", "Three")


WORDS = st.sampled_from(["a", "b", "c", "d", "e"])
TEXTS = st.lists(WORDS, max_size=6).map(lambda words: p(*words))


@given(TEXTS, TEXTS)
def test_a_side_that_changed_nothing_gives_way(base, side):
    assert merged(base, side, base) == side
    assert merged(base, base, side) == side


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_either_wrote_is_lost(base, theirs, mine):
    result = merged(base, theirs, mine)
    if result is None:
        return
    known = set(blocks_of(base))
    for side in (theirs, mine):
        assert set(blocks_of(side)) - known <= set(blocks_of(result))
    assert clean(result) == result


@given(TEXTS, TEXTS)
def test_both_holds_all_of_both(theirs, mine):
    assert set(blocks_of(both(theirs, mine))) == set(blocks_of(theirs)) | set(blocks_of(mine))
