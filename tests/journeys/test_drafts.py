"""What one types survives another device, a lost connection and a closed lid."""


def editor_of(visitor):
    return visitor.page.locator("post-composer").locator("[contenteditable=true]")


def write(visitor, words: str) -> None:
    box = visitor.page.locator("post-composer")
    box.locator("textarea:visible").or_(box.locator("[contenteditable=true]")).first.click()
    editor_of(visitor).wait_for()
    editor_of(visitor).press_sequentially(words)


def test_what_is_typed_on_the_phone_is_there_at_the_desk(visit, room):
    phone, desk = room.enter(visit(width=390), "Ada"), room.enter(visit(), "Ada")
    phone.go(room.talk)
    with phone.page.expect_response("**/drafts/**"):
        write(phone, "Half a thought")
    desk.go(room.talk)
    editor_of(desk).get_by_text("Half a thought").wait_for()
    desk.sees("Draft from")
    desk.click(desk.page.locator("post-composer").get_by_role("button", name="Reply"))
    desk.page.locator("article.post", has_text="Half a thought").wait_for()
    desk.page.wait_for_timeout(1_500)
    phone.go(room.talk)
    assert phone.page.locator("post-composer textarea[name=body]").input_value() == ""


def test_without_a_connection_it_is_kept_in_the_tab(visit, room):
    bo = room.enter(visit(), "Bo")
    bo.go(room.talk)
    write(bo, "Said")
    bo.context.set_offline(True)
    write(bo, " on a train")
    bo.sees("No connection: your words are kept in this tab.")
    with bo.page.expect_response("**/drafts/**"):
        bo.context.set_offline(False)
    bo.page.reload()
    editor_of(bo).get_by_text("on a train").wait_for()


def test_a_poll_that_is_being_written_is_there_after_a_reload(visit, room):
    cy = room.enter(visit(), "Cy")
    cy.go(room.talk)
    write(cy, "When shall we meet?")
    poll = cy.page.locator("post-composer .composer__poll")
    cy.click(poll.locator("summary"))
    poll.get_by_label("Question").fill("Which day?")
    poll.get_by_text("Several can be chosen").click()
    with cy.page.expect_response("**/drafts/**"):
        poll.get_by_label("What can be chosen?").fill("Monday\nTuesday")
    cy.page.reload()
    assert poll.get_by_label("Question").is_visible()
    assert poll.get_by_label("Question").input_value() == "Which day?"
    assert poll.get_by_label("What can be chosen?").input_value() == "Monday\nTuesday"
    assert poll.get_by_label("Several can be chosen").is_checked()
    cy.click(cy.page.locator("post-composer").get_by_role("button", name="Reply"))
    cy.page.locator("article.post .poll", has_text="Which day?").first.wait_for()
    cy.page.wait_for_timeout(1_500)
    assert poll.get_by_label("Question").input_value() == ""
    cy.page.reload()
    assert poll.get_by_label("Question").input_value() == ""
