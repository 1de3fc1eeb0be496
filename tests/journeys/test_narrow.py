"""Talking where there is little room: in the sheet of a phone, in the side column, below a long prompt."""

import re

import pytest

PHONE = 390
INSIDE = """menu => {
  const list = menu.querySelector(".menu__list").getBoundingClientRect();
  const column = menu.closest(".aside").getBoundingClientRect();
  return list.left >= column.left && list.right <= column.right;
}"""


@pytest.fixture
def on_phone(visit, room):
    return lambda name: room.enter(visit(width=PHONE), name)


def test_the_sheet_is_open_again_after_the_first_word(on_phone, room):
    ada = on_phone("Ada")
    ada.go(room.lesson)
    ada.opens("What others say")
    ada.say("The first word beside this lesson.", "Say it", within=ada.page.locator("#beside"))
    ada.page.locator("#beside article.post", has_text="The first word").wait_for()
    assert ada.page.locator(".aside[open]").count() == 1
    ada.say("And a second one.", within=ada.page.locator("#beside"))
    ada.page.locator("#beside article.post", has_text="And a second").wait_for()
    assert ada.page.locator(".aside[open]").count() == 1


def test_a_menu_in_the_side_column_can_be_read(visit, room):
    bo = room.enter(visit(), "Bo")
    bo.go(room.lesson)
    menu = bo.page.locator(".aside .post .menu").first
    bo.click(menu.locator("summary"))
    menu.locator(".menu__list").wait_for()
    bo.page.wait_for_function(INSIDE, arg=menu.element_handle())


def test_a_prompt_is_answered_without_scrolling(on_phone, room):
    bo = on_phone("Bo")
    bo.go(room.prompt)
    box = bo.page.locator("post-composer")
    assert box.get_by_role("button", name="Answer", exact=True).count() == 1
    bottom = box.bounding_box()
    assert bottom["y"] + bottom["height"] <= bo.page.viewport_size["height"]
    bo.say("Who was it for?", "Answer")
    bo.page.locator("article.post", has_text="Who was it for?").wait_for()
    assert re.search(r"/activities/", bo.page.url)
