"""Mara's five minutes: her team waits for her part, a lesson with the others beside it, and a promise of her own."""

import re

JON = "jon.bergstrom@halden-rowe.example"
ANSWER = "Sam, may I tell you what I saw in the handover on Monday? Two minutes, now or after lunch."
PART = "Whoever was hurt says so within two days. The other one listens first, and counts to eight."


def waiting(mara, title: str):
    return mara.page.locator("section[aria-labelledby=waiting-title]").get_by_role("link", name=title)


def test_home_says_who_waits_and_shows_the_team(visit):
    mara = visit("mara", width=390)
    heading = mara.page.locator(".card--next h3").inner_text()
    assert re.fullmatch(r"Aiko, Jon and Kwame\s+are waiting for your part", heading)
    assert mara.page.locator("main .button--primary:visible").count() == 1
    mara.opens("Your team")
    assert mara.page.locator(".seat .clock").count() == 4
    assert mara.loaded(mara.page.locator(".seat img"))
    mara.shuts()
    mara.click("Write your part")
    assert mara.page.get_by_role("heading", level=1).inner_text() == "When it goes wrong"


def test_lesson_stands_with_the_others_words_beside_it(visit):
    mara = visit("mara", width=390)
    mara.click(waiting(mara, "The first sentence"))
    mara.opens("What others say")
    assert mara.page.locator("#beside article.post").count() >= 3
    mara.shuts()
    mara.click(mara.page.get_by_role("button", name="Done"))
    mara.click("Next: Your first sentence")
    assert mara.clicks == 5


def test_answer_gets_an_answer_and_a_reaction_without_reload(visit):
    mara = visit("mara", width=390)
    mara.click(waiting(mara, "Your first sentence"))
    mara.page.wait_for_selector("html[data-live]", state="attached")
    mara.page.evaluate("window.notReloaded = true")
    mara.say(ANSWER, "Answer")
    mine = mara.page.locator("article.post", has_text=ANSWER)
    mine.wait_for()
    mara.page.locator("[data-typing]", has_text="Aiko").wait_for(timeout=30_000)
    theirs = mara.page.locator(f"#{mine.get_attribute('id')} ~ article.post", has_text="Aiko Tanaka")
    theirs.first.wait_for(timeout=30_000)
    mine.locator(".reaction").first.wait_for(timeout=60_000)
    assert mine.count() == 1
    assert mara.page.evaluate("window.notReloaded")


def test_the_team_sees_the_seat_fill(visit, sign_in_link):
    jon, mara = visit(), visit("mara", width=390)
    jon.go(sign_in_link(JON))
    jon.click("Come in")
    jon.click("Team Harbor")
    jon.page.wait_for_selector("html[data-live]", state="attached")
    table = jon.page.locator(".round__middle").first
    assert "3 of 4" in table.inner_text()
    jon.page.evaluate("window.notReloaded = true")
    mara.click("Write your part")
    mara.say(PART, "Ready")
    table.get_by_text("4 of 4").wait_for()
    jon.page.locator(".seat--ready", has_text="Mara").first.wait_for()
    assert jon.page.evaluate("window.notReloaded")
    assert mara.clicks == 2


def test_promise_in_two_fields_is_not_shared(visit):
    mara = visit("mara", width=390)
    mara.click("Feedback, autumn")
    mara.click(mara.page.locator(".tabs").get_by_role("link", name="Course"))
    mara.click("Try it with one person")
    shared = mara.page.get_by_label("Tom may see this")
    assert not shared.is_checked()
    mara.page.locator("[name=what]").fill("Ask before advising")
    mara.page.locator("[name=with_whom]").fill("Jon")
    mara.click("I will try this")
    mara.page.locator(".commitment", has_text="Ask before advising").wait_for()
    mara.go("/what-my-manager-sees/")
    assert mara.page.get_by_text("Ask before advising").count() == 0


def test_what_tom_sees_is_what_she_sees(visit):
    mara, tom = visit("mara"), visit("tom")
    mara.click("What your manager sees of you")
    assert mara.page.get_by_role("heading", level=1).inner_text() == "What Tom sees of you"
    tom.click("Mara Lindqvist")
    hers, his = (lines(visitor) for visitor in (mara, tom))
    assert len(hers) == 5
    assert hers == his
    mara.page.reload()
    assert "Tom Okafor" in mara.page.locator("#looks-title + ul li").first.inner_text()


def lines(visitor) -> list[str]:
    """The five lines of the running cohort."""
    found = visitor.page.locator("section", has=visitor.page.get_by_role("heading", name="Feedback, autumn"))
    return [" ".join(text.split()) for text in found.locator("li.line").all_inner_texts()]
