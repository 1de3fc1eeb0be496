"""Two members write in one part at once: nothing is lost, whoever comes second is told, and they decide."""

import pytest


@pytest.fixture
def two(visit, six, request):
    """Somebody who takes a part and says something in it, and a colleague on the same part; both pages are open."""
    has, comes = request.param
    ada, bo = six.enter(visit(), has), six.enter(visit(width=390), comes)
    # The browser writes every answer of 409 to its console; that a save met another is no fault of the page.
    bo.page.on("console", lambda said: "409" in said.text and bo.complaints.remove(said.text))
    ada.go(six.team)
    ada.click(ada.page.get_by_role("button", name="I take this part").first)
    ada.page.locator("part-draft").wait_for()
    type_into(ada, "We ask about the last time.")
    bo.go(ada.page.url)
    editor_of(bo).get_by_text("We ask about the last time.").wait_for()
    return ada, bo


def editor_of(member):
    """The part's text, which becomes an editor when it is touched."""
    form = member.page.locator("part-draft form")
    editor = form.locator("[contenteditable=true]")
    form.locator("textarea:visible").or_(editor).first.click()
    editor.wait_for()
    return editor


def type_into(member, words: str, *, is_refused: bool = False) -> None:
    """Put these words at the end of the text, and wait until the page has sent them by itself."""
    editor = editor_of(member)
    member.page.keyboard.press("Control+End")
    with member.page.expect_response(
        lambda answer: (
            answer.request.method == "POST"
            and "/parts/" in answer.url
            and (answer.status == 409) is is_refused
        )
    ):
        editor.press_sequentially(words)


def history(member) -> str:
    member.click(member.page.get_by_role("link", name="History of this part"))
    member.page.get_by_role("heading", level=1, name="History").wait_for()
    return member.page.locator("main").inner_text()


@pytest.mark.parametrize("two", [("Ada", "Bo")], indirect=True)
def test_of_two_in_one_paragraph_the_second_is_told_and_puts_both_together(two):
    ada, bo = two
    type_into(ada, " Not what they would do.")
    type_into(bo, " And never why.", is_refused=True)
    bo.sees("saved this part meanwhile")
    bo.sees("Not what they would do.")
    bo.click("Both, one after the other")
    bo.page.get_by_text("saved this part meanwhile").wait_for(state="detached")
    text = editor_of(bo).inner_text()
    assert "Not what they would do." in text
    assert "And never why." in text
    ada.page.reload()
    assert "And never why." in editor_of(ada).inner_text()
    told = history(ada)
    assert "Kept aside: a colleague had saved meanwhile" in told
    assert "Not what they would do." in told
    assert "And never why." in told


@pytest.mark.parametrize("two", [("Bo", "Cy")], indirect=True)
def test_one_may_choose_and_the_other_text_stays_in_the_history(two):
    ada, bo = two
    type_into(ada, " Slowly.")
    type_into(bo, " Quickly.", is_refused=True)
    bo.click(bo.page.get_by_role("button", name="Theirs", exact=True))
    bo.page.get_by_text("saved this part meanwhile").wait_for(state="detached")
    assert "Quickly." not in editor_of(bo).inner_text()
    assert "Quickly." in history(ada)


@pytest.mark.parametrize("two", [("Cy", "Ada")], indirect=True)
def test_of_two_in_two_paragraphs_nobody_is_asked(two):
    ada, bo = two
    type_into(ada, "\nThen we listen.")
    editor_of(bo)
    bo.page.keyboard.press("Control+Home")
    with bo.page.expect_response(lambda answer: "/parts/" in answer.url and answer.ok):
        bo.page.locator("part-draft [contenteditable=true]").press_sequentially("First: ")
    bo.sees("your texts are put together")
    text = editor_of(bo).inner_text()
    assert "First: We ask" in text
    assert "Then we listen." in text
