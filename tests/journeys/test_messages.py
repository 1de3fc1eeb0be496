"""Writing to one colleague, live."""


def test_a_message_reaches_the_other_wherever_they_are(visit, room):
    ada, bo = room.enter(visit(), "Ada"), room.enter(visit(), "Bo")
    bo.go(room.cohort)
    bo.page.wait_for_selector("html[data-live]", state="attached")
    ada.go(f"/people/{room.people['Bo']}/")
    ada.click("Write to Bo")
    ada.sees("Only you two")
    ada.say("Have you a minute?", "Send")
    ada.page.locator("article.post", has_text="Have you a minute?").wait_for()
    count = bo.page.locator(".rail [data-space^=direct] .count")
    count.wait_for(timeout=30_000)
    bo.click(bo.page.locator(".rail").get_by_role("link", name="Messages"))
    bo.click(bo.page.get_by_role("link", name="Ada Room", exact=True))
    bo.sees("Have you a minute?")
    bo.page.wait_for_selector("html[data-live]", state="attached")
    count.wait_for(state="hidden")
    ada.say("Or tomorrow", "Send")
    bo.page.locator("article.post", has_text="Or tomorrow").wait_for()


def test_three_are_chosen_from_a_list(visit, room):
    cy = room.enter(visit(), "Cy")
    cy.go("/messages/")
    cy.click("Write to somebody")
    for name in ("Bo", "Di"):
        cy.write("Find people", f"{name} Room")
        cy.click("Find")
        cy.page.get_by_role("checkbox", name=f"{name} Room").first.check()
    cy.click("Open the conversation")
    cy.sees("Only these people")
