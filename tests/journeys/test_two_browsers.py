"""Two browsers on one thread, one of them cut off for a while."""

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
    reply(ines, "First while you were away")
    reply(ines, "Second while you were away")
    assert mara.page.get_by_text("while you were away").count() == 0
    mara.context.set_offline(False)
    mara.sees("Second while you were away", limit=30_000)
    said = mara.page.locator("article.post", has_text="while you were away").all_inner_texts()
    assert len(said) == 2
    assert "First" in said[0]
    assert "Second" in said[1]


def test_a_reply_appears_without_reload(visit, thread_path):
    mara, ines = visit("mara"), visit("ines")
    mara.go(thread_path)
    ines.go(thread_path)
    mara.page.wait_for_selector("html[data-live]", state="attached")
    mara.page.evaluate("window.notReloaded = true")
    reply(ines, "This comes by itself")
    mara.sees("This comes by itself")
    assert mara.page.evaluate("window.notReloaded")
