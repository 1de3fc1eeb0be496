"""What was typed is there when nobody answers: without a connection, and with a server that does not speak."""

import re
import uuid

NADIA = "nadia.benkirane@halden-rowe.example"
FREE_PART = """
from teams.models import Part
print(Part.objects.filter(submission__team__name="Team Culvert").order_by("id").first().pk)
"""
NOT_SENT = "This was not sent: nobody answered."


def nadia_at(visit, sign_in_link, path: str):
    nadia = visit(width=390)
    nadia.go(sign_in_link(NADIA, path))
    nadia.click("Come in")
    nadia.page.wait_for_url(re.compile(re.escape(path)))
    return nadia


def test_without_a_connection_the_part_is_kept_and_sent_later(visit, running, sign_in_link):
    nadia = nadia_at(visit, sign_in_link, f"/parts/{running.shell(FREE_PART)}/")
    form = nadia.page.locator("part-draft form")
    editor = form.locator("[contenteditable=true]")
    form.locator("textarea:visible").or_(editor).first.click()
    editor.wait_for()
    nadia.context.set_offline(True)
    editor.fill("We ask before we advise.")
    nadia.sees("Not sent yet; kept on this device")
    form.get_by_role("button", name="Save").click()
    assert editor.inner_text() == "We ask before we advise."
    nadia.context.set_offline(False)
    form.locator(".saved[data-state=saved]").wait_for()
    nadia.page.reload()
    assert "We ask before we advise." in form.locator("textarea[name=body]").input_value()


def test_a_server_that_does_not_answer_loses_no_words(visit, sign_in_link):
    nadia = nadia_at(visit, sign_in_link, "/me/")
    topics = nadia.page.get_by_label("Ask me about")
    words = f"Trains at night {uuid.uuid4().hex[:6]}"
    topics.fill(words)
    silence(nadia.page)
    nadia.page.get_by_role("button", name="Save").click()
    nadia.page.wait_for_url(re.compile("^chrome-error:"))
    nadia.page.unroute("**/me/")
    nadia.go("/me/")
    nadia.sees(NOT_SENT)
    assert topics.input_value() == words
    nadia.page.get_by_role("button", name="Save").click()
    nadia.page.wait_for_url(re.compile(r"/people/\d+/"))
    nadia.sees(words)
    nadia.go("/me/")
    assert nadia.page.get_by_text(NOT_SENT).count() == 0
    nadia.complaints.clear()  # the connection that was refused is one


def silence(page) -> None:
    """What is sent from here on meets nobody, while the browser believes itself connected."""
    refuse = lambda route: route.abort("connectionrefused")  # noqa: E731
    page.route("**/me/", lambda route: refuse(route) if route.request.method == "POST" else route.continue_())
