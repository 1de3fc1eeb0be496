"""Two browsers on one thread, one of them cut off for a while."""

import uuid

import pytest


@pytest.fixture
def thread_path(visit):
    """The running cohort's unanswered question, as Mara reaches it."""
    mara = visit("mara")
    mara.page.locator(".rail__spaces a", has_text="Feedback, autumn").click()
    mara.page.get_by_role("link", name="Board").first.click()
    mara.page.locator(".thread__title").first.click()
    return mara.page.url.removeprefix(mara.site)


def reply(visitor, words: str) -> None:
    visitor.say(words)
    visitor.sees(words)


def test_after_a_cut_both_posts_are_there_once_each_in_order(visit, thread_path):
    mara, ines = visit("mara"), visit("ines")
    mara.go(thread_path)
    ines.go(thread_path)
    mara.page.wait_for_selector("html[data-live]", state="attached")
    mara.context.set_offline(True)
    away = f"while you were away {uuid.uuid4().hex[:6]}"
    reply(ines, f"First {away}")
    reply(ines, f"Second {away}")
    assert mara.page.get_by_text(away).count() == 0
    mara.context.set_offline(False)
    mara.sees(f"Second {away}", limit=30_000)
    said = mara.page.locator("article.post", has_text=away).all_inner_texts()
    assert len(said) == 2
    assert "First" in said[0]
    assert "Second" in said[1]


def test_a_reply_appears_without_reload(visit, thread_path):
    mara, ines = visit("mara"), visit("ines")
    mara.go(thread_path)
    ines.go(thread_path)
    mara.page.wait_for_selector("html[data-live]", state="attached")
    mara.page.evaluate("window.notReloaded = true")
    words = f"This comes by itself {uuid.uuid4().hex[:6]}"
    reply(ines, words)
    mara.sees(words)
    assert mara.page.evaluate("window.notReloaded")
