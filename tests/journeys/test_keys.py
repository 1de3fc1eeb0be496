"""Reading and answering by keys."""

import pytest

FOCUSED = "() => document.activeElement.innerText"


@pytest.fixture
def bo(visit, room):
    bo = room.enter(visit(), "Bo")
    bo.go(room.talk)
    bo.page.wait_for_selector("html[data-live]", state="attached")
    return bo


def test_j_and_k_go_through_the_posts_with_a_ring(bo, room):
    room.reply("Cy", "The second of all")
    bo.page.locator("article.post", has_text="The second of all").wait_for()
    bo.page.keyboard.press("j")
    assert "What would you ask first?" in bo.page.evaluate(FOCUSED)
    bo.page.keyboard.press("j")
    assert "The second of all" in bo.page.evaluate(FOCUSED)
    assert bo.page.evaluate("document.activeElement.matches(':focus-visible')")
    bo.page.keyboard.press("k")
    assert "What would you ask first?" in bo.page.evaluate(FOCUSED)


def test_r_answers_the_post_and_keys_are_letters_while_one_writes(bo):
    bo.page.keyboard.press("j")
    bo.page.keyboard.press("r")
    editor = bo.page.locator("post-composer [contenteditable=true]")
    editor.wait_for()
    assert bo.page.locator("[data-to] span").inner_text().startswith("In answer to Ada")
    bo.page.keyboard.type("jerk? no")
    assert editor.inner_text().strip() == "jerk? no"
    assert not bo.page.locator("#keys-help").is_visible()


def test_e_changes_ones_own_words_only(bo, room):
    bo.page.keyboard.press("j")
    bo.page.keyboard.press("e")
    assert bo.page.url.endswith(room.talk)
    bo.say("Mine to change")
    bo.page.locator("article.post--mine", has_text="Mine to change").focus()
    bo.page.keyboard.press("e")
    bo.page.wait_for_url("**/edit/")


def test_the_keys_are_explained_by_a_key_and_a_button_and_can_be_turned_off(bo):
    bo.page.keyboard.press("?")
    dialog = bo.page.get_by_role("dialog", name="Keys of this page")
    dialog.wait_for()
    dialog.get_by_label("Use these keys").uncheck()
    bo.click(dialog.get_by_role("button", name="Close"))
    bo.page.keyboard.press("?")
    assert not dialog.is_visible()
    bo.click("Keys")
    assert dialog.is_visible()


def test_on_a_board_they_go_through_the_conversations(bo, room):
    bo.go(room.board)
    bo.page.keyboard.press("j")
    assert bo.page.evaluate("document.activeElement.className") == "thread__title"
