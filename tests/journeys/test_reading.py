"""How far somebody reads, and what they learn of what is said meanwhile."""

import uuid

LONG = "A long thought that fills the window and is read slowly. " * 40
LIVE = "html[data-live]"
TOP = "() => document.querySelector('article.post').getBoundingClientRect().top"


def words() -> str:
    return f"said {uuid.uuid4().hex[:6]}"


def test_what_comes_below_the_fold_is_counted_and_moves_nothing(visit, room):
    room.reply("Ada", *[LONG] * 3)
    bo = room.enter(visit(), "Bo")
    bo.go(room.talk)
    bo.page.wait_for_selector(LIVE, state="attached")
    stood = bo.page.evaluate(TOP)
    first, second = words(), words()
    room.reply("Cy", first, second)
    bo.page.locator(".pill", has_text="2 new replies").wait_for()
    assert bo.page.evaluate(TOP) == stood
    said = bo.page.locator("[data-says]")
    assert said.count() == 1
    assert said.inner_text() in ("Cy Room wrote a reply", "2 new replies")
    bo.click(bo.page.locator(".pill"))
    bo.page.wait_for_function("words => document.activeElement.innerText.includes(words)", arg=first)
    assert bo.page.locator("article.post", has_text=second).count() == 1


def test_unread_is_counted_to_the_post_and_found_again(visit, room):
    di = room.enter(visit(), "Di")
    di.go(room.talk)
    last = di.page.locator("article.post").last
    last.scroll_into_view_if_needed()
    with di.page.expect_response("**/read/"):
        di.page.mouse.wheel(0, 4000)
    room.reply("Ada", *[LONG] * 4)
    di.go(room.board)
    line = di.page.locator(".thread", has_text="Talk")
    assert line.locator(".count").inner_text().split()[0] == "4"
    di.click(line.locator(".thread__title"))
    di.page.locator(".new-line").wait_for()
    with di.page.expect_response("**/read/"):
        di.page.locator(".new-line").scroll_into_view_if_needed()
        di.page.mouse.wheel(0, 300)
    di.go(room.board)
    left = int(di.page.locator(".thread", has_text="Talk").locator(".count").inner_text().split()[0])
    assert 1 <= left < 4


def test_the_board_and_the_frame_count_what_is_said_elsewhere(visit, room):
    cy = room.enter(visit(), "Cy")
    cy.go(room.team)
    cy.page.wait_for_selector(LIVE, state="attached")
    beside = cy.page.locator(f".rail [data-space='{room.space}'] .count")
    before = int(beside.locator("[data-count]").inner_text()) if beside.is_visible() else 0
    cy.go(room.talk)
    cy.page.keyboard.press("End")
    cy.page.wait_for_timeout(2_000)
    cy.go(room.team)
    cy.page.wait_for_selector(LIVE, state="attached")
    room.reply("Ada", words())
    beside.wait_for()
    assert int(beside.locator("[data-count]").inner_text()) >= max(1, before - 1)
    cy.go(room.board)
    cy.page.wait_for_selector(LIVE, state="attached")
    line = cy.page.locator(".thread", has_text="Talk").locator(".count")
    was = int(line.inner_text().split()[0])
    room.reply("Ada", words())
    cy.page.wait_for_function(
        "([was]) => Number([...document.querySelectorAll('.thread')].find((one) => one.innerText.includes('Talk'))"
        ".querySelector('.count').innerText.split(/\\s/)[0]) === was + 1",
        arg=[was],
    )
