"""From the invitation mail to the first words in one's team: at most four clicks and one form."""

import re

from tests.journeys.running import ROOT

MAKE_COHORT = """
from datetime import timedelta
from django.utils import timezone
from cohorts import actions
from courses.models import Version
from people.models import User
from teams.actions import draw_teams
ines = User.objects.get(name="Ines Carvalho")
version = Version.objects.filter(course__title__startswith="Running a customer", published_at__isnull=False).first()
today = timezone.localdate()
dates = {"starts_on": today, "ends_on": today + timedelta(21), "time_zone": "Europe/London"}
cohort = actions.create_cohort(version, by=ines, title="Newcomers", **dates)
actions.invite_by_email(cohort, by=ines, lines=["Nora Newby <nora@example.org>", "Ole Other <ole@example.org>"])
draw_teams(cohort, size=2, seed=1, by=ines)
actions.start_cohort(cohort, by=ines)
"""


def test_from_the_mail_to_the_first_post(visit, running):
    running.shell(MAKE_COHORT)
    nora = visit(width=390)
    links = nora.awaits("/demo/outbox/?to=nora@example.org", ".mail a[href*='/come-in/']")
    nora.click(links.first)
    nora.page.locator("input[type=file]").set_input_files(ROOT / "config/demo/portraits/05.webp")
    nora.page.get_by_label("Ask me about").fill("Bread, and how to fail at it")
    nora.click("Come in")
    if not re.search(r"/teams/\d+/", nora.page.url):
        nora.click("Go to your team")
    nora.say("Hello, I am Nora, and I am glad to be here.", "Send")
    nora.page.locator("article.post", has_text="I am Nora").wait_for()
    assert nora.clicks <= 4
    assert nora.loaded(nora.page.locator("article.post", has_text="I am Nora").locator("img"))
