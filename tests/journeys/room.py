"""A running cohort of one's own for a journey: four learners, a conversation, a prompt and a team's stream."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.journeys.running import Running

MAKE = """
import json
from datetime import timedelta
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from cohorts import actions
from cohorts.models import Enrollment
from courses.models import Activity, Version
from discussions.actions import start_thread
from people.models import User
from teams.actions import draw_teams
from teams.models import Team

MARK = {mark!r}
ines = User.objects.get(name="Ines Carvalho")
version = Version.objects.filter(course__title__startswith="Running a customer", published_at__isnull=False).first()
today = timezone.localdate()
cohort = actions.create_cohort(version, by=ines, title="Room " + MARK, starts_on=today,
                               ends_on=today + timedelta(21), time_zone="Europe/London")
names = ["Ada", "Bo", "Cy", "Di"]
actions.invite_by_email(cohort, by=ines, lines=[f"{{n}} Room <{{n}}.{{MARK}}@example.org>" for n in names])
draw_teams(cohort, size=4, seed=1, by=ines)
actions.start_cohort(cohort, by=ines)
sessions, people = {{}}, {{}}
for name in names:
    person = User.objects.get(email__iexact=f"{{name}}.{{MARK}}@example.org")
    actions.enroll(Enrollment.objects.get(cohort=cohort, person=person), by=person)
    request = HttpRequest()
    request.session = SessionStore()
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session.save()
    sessions[name], people[name] = request.session.session_key, person.pk
ada = User.objects.get(pk=people["Ada"])
thread = start_thread(cohort.space, by=ada, title="Talk " + MARK, body="<p>What would you ask first?</p>")
activities = Activity.objects.filter(module__version=version)
def page(kind):
    found = activities.filter(kind=kind).order_by("module__position", "position").first()
    return reverse("activity", args=[cohort.pk, found.stable_id]) if found else ""
team = Team.objects.get(cohort=cohort)
print(json.dumps({{"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions, "people": people,
    "space": cohort.space_id, "thread": thread.pk, "board": reverse("board", args=[cohort.space_id]),
    "lesson": page("lesson"), "prompt": page("discussion"), "team": reverse("team", args=[team.pk]),
    "cohort": reverse("cohort", args=[cohort.pk])}}))
"""

REPLY = """
from discussions.actions import post_reply
from discussions.models import Thread
from people.models import User
thread, by = Thread.objects.get(pk={thread}), User.objects.get(pk={by})
for words in {words!r}:
    print(post_reply(thread, by=by, body="<p>" + words + "</p>").pk)
"""


@dataclass
class Room:
    """The cohort's pages by name, and its people's sessions."""

    running: Running
    cookie: str
    sessions: dict
    people: dict
    space: int
    thread: int
    board: str
    lesson: str
    prompt: str
    team: str
    cohort: str

    @property
    def talk(self) -> str:
        return f"/threads/{self.thread}/"

    def enter(self, visitor, name: str):
        """Sign somebody in at this visitor's browser."""
        host = urlsplit(visitor.site).hostname
        cookie = {"name": self.cookie, "value": self.sessions[name], "domain": host, "path": "/"}
        visitor.context.add_cookies([cookie])
        return visitor

    def reply(self, name: str, *words: str) -> list[str]:
        """What somebody says by another way than a browser; the ids of the posts."""
        return self.running.shell(
            REPLY.format(thread=self.thread, by=self.people[name], words=list(words))
        ).split()


def make_room(running: Running) -> Room:
    """A new room, whose people nobody else speaks as."""
    made = running.shell(MAKE.format(mark=uuid.uuid4().hex[:8]))
    return Room(running, **json.loads(made.splitlines()[-1]))
