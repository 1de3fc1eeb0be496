"""The same forms in a browser that runs no script: a reply, a quiz, a part of the draft, a cohort."""

import re
import uuid

OMAR = "omar.haddad@halden-rowe.example"
FREE_PART = """
from teams.models import Part
print(Part.objects.filter(submission__team__name="Team Culvert").order_by("id").last().pk)
"""


def test_reply(visit):
    mara = visit("mara", scripts=False)
    mara.click("Feedback, autumn")
    mara.click(mara.page.locator(".tabs").get_by_role("link", name="Board"))
    mara.click(mara.page.locator(".thread__title").first)
    words = f"Said by a plain form {uuid.uuid4().hex[:6]}"
    mara.page.locator("form.composer textarea[name=body]").fill(f"{words}, with *emphasis*")
    mara.click(mara.page.locator("form.composer").get_by_role("button", name="Reply"))
    post = mara.page.locator("article.post", has_text=words)
    post.wait_for()
    assert post.count() == 1
    assert post.locator("em").inner_text() == "emphasis"


def test_quiz(visit):
    mara = visit("mara", scripts=False)
    mara.click("Feedback, autumn")
    mara.click(mara.page.locator(".tabs").get_by_role("link", name="Course"))
    mara.click("What would you say?")
    for question in mara.page.locator("main fieldset").all():
        question.locator("input").first.check()
    mara.click(mara.page.locator("main form button.button--primary").first)
    assert mara.page.get_by_role("heading", level=1).inner_text() == "What would you say?"
    assert mara.page.locator(".choice--right, .choice--wrong").count() > 0


def test_part_of_the_draft(visit, running, sign_in_link):
    omar = visit(scripts=False)
    omar.go(sign_in_link(OMAR, f"/parts/{running.shell(FREE_PART)}/"))
    omar.click("Come in")
    omar.page.locator("textarea[name=body]").fill("We ask first.")
    omar.click(omar.page.get_by_role("button", name="Save"))
    assert "We ask first." in omar.page.locator("textarea[name=body]").input_value()


def test_start_of_a_cohort(visit):
    ines = visit("ines", scripts=False)
    ines.click("Studio")
    ines.click("Feedback that lands")
    ines.click("Start cohort")
    ines.page.get_by_label("Name").first.fill(f"By plain forms {uuid.uuid4().hex[:6]}")
    ines.click("Choose people")
    addresses = "\n".join(f"plain{number}@example.org" for number in range(4))
    ines.page.get_by_label("Addresses").fill(addresses)
    ines.click(ines.page.get_by_role("button", name="Invite"))
    ines.sees("4 people fit.")
    ines.click("Draw teams")
    ines.page.get_by_label(re.compile("people|size", re.IGNORECASE)).first.fill("2")
    ines.click(ines.page.get_by_role("button", name="Draw teams"))
    assert ines.page.locator(".drawn").count() == 2
    ines.page.locator(".drawn__seats .menu summary").first.click()
    ines.click(ines.page.get_by_role("button", name="Move to Team 2").first)
    ines.click(ines.page.get_by_role("button", name="Start"))
    ines.sees("4 invitations go out")
