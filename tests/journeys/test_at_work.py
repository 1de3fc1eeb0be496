"""At work: Lena promises, is asked a month later, tells her team and is answered; Tom gives her the hour she asks for."""

import re
from urllib.parse import urlsplit

LENA = "lena.fischer@halden-rowe.example"
SOFIA = "sofia.ramirez.ortega@halden-rowe.example"
TRIES = "Say it to the driver on the day, not in the report"
LEARNED = "She had been waiting for somebody to say it."
ANSWERED = "I wrote the report. I wish that I had been told, too."
THE_STEP = """
from cohorts.models import Cohort
from courses.models import Activity
cohort = Cohort.objects.get(title="Feedback, autumn")
step = Activity.objects.get(module__version=cohort.version_id, kind="commitment")
print(f"/cohorts/{cohort.pk}/activities/{step.stable_id}/")
"""
A_MONTH_ON = f"""
from datetime import timedelta
from django.db.models import F
from people.models import User
from teams.actions import ask_check_in
from teams.models import Commitment
made = Commitment.objects.filter(what={TRIES!r})
made.update(made_at=F("made_at") - timedelta(days=30))
ask_check_in(made.get(), days=30, by=User.objects.system())
"""


def comes_in(visit, sign_in_link, email: str, leads_to: str = "/"):
    visitor = visit()
    visitor.go(sign_in_link(email, leads_to))
    visitor.click("Come in")
    return visitor


def test_a_learner_commits_is_asked_and_reports(visit, sign_in_link, running):
    lena = comes_in(visit, sign_in_link, LENA, running.shell(THE_STEP))
    lena.page.locator("[name=what]").fill(TRIES)
    lena.click("I will try this")
    lena.page.locator(".commitment", has_text=TRIES).wait_for()

    running.shell(A_MONTH_ON)
    lena.awaits(f"/demo/outbox/?to={LENA}", "text=Did you try it?")
    said = lena.page.locator(".mail", has_text="Did you try it?").first.inner_text()
    links = [urlsplit(found).path for found in re.findall(r"http\S+/tried/\S+", said)]
    assert len(links) == 5
    signed_out = visit()
    signed_out.go(links[0])
    signed_out.click("Send this answer")
    signed_out.sees("Thank you, that is noted")

    lena.go("/commitments/")
    lena.click(TRIES)
    assert lena.page.get_by_label("It worked").is_checked()
    lena.write("What did you learn?", LEARNED)
    lena.click("Tell my team")
    lena.page.locator("#responses-title").wait_for()
    lena.page.wait_for_selector("html[data-live]", state="attached")
    lena.page.evaluate("window.notReloaded = true")

    sofia = comes_in(visit, sign_in_link, SOFIA, urlsplit(lena.page.url).path)
    sofia.sees(LEARNED)
    sofia.write("Your answer", ANSWERED)
    sofia.click(sofia.page.get_by_role("button", name="Answer", exact=True))
    lena.page.locator("article.post", has_text=ANSWERED).wait_for()
    assert lena.page.evaluate("window.notReloaded")


def test_a_manager_gives_the_hour_that_was_asked_for(visit, sign_in_link):
    lena, tom = comes_in(visit, sign_in_link, LENA, "/hours/"), visit("tom")
    lena.page.locator("[name=what_for]").fill("To say it to two more drivers")
    lena.click("Ask for an hour")
    lena.sees("You asked Tom for an hour")
    tom.go("/my-people/")
    report = tom.page.locator(".report", has_text="To say it to two more drivers")
    tom.click(report.get_by_role("button", name="Give Wednesday").first)
    lena.awaits("/bell/", "text=gives you an hour")
    lena.go("/hours/")
    lena.sees("given by Tom")
    lena.click("Take it back")
    tom.awaits("/bell/", "text=takes back the hour")
