"""Two teams of three in a cohort of their own: Quay, who write in browsers, and Beacon, who have handed in."""

from __future__ import annotations

import json
import uuid

from tests.journeys.room import Room
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
from cohorts import actions as cohorts
from cohorts.models import Enrollment
from courses.models import Activity, Version
from people.models import User
from teams import actions as teams

MARK = {mark!r}
ines = User.objects.get(name="Ines Carvalho")
version = Version.objects.filter(course__title__startswith="Running a customer", published_at__isnull=False).first()
today = timezone.localdate()
cohort = cohorts.create_cohort(version, by=ines, title="Six " + MARK, starts_on=today,
                               ends_on=today + timedelta(21), time_zone="Europe/London")
names = ["Ada", "Bo", "Cy", "Dilys", "Edgar", "Fiadh"]
cohorts.invite_by_email(cohort, by=ines, lines=[f"{{n}} Six <{{n}}.{{MARK}}@example.org>" for n in names])
people = [User.objects.get(email__iexact=f"{{n}}.{{MARK}}@example.org") for n in names]
ours = teams.form_team(cohort, by=ines, name="Quay", people=people[:3])
theirs = teams.form_team(cohort, by=ines, name="Beacon", people=people[3:])
cohorts.start_cohort(cohort, by=ines)
sessions = {{}}
for name, person in zip(names, people):
    cohorts.enroll(Enrollment.objects.get(cohort=cohort, person=person), by=person)
    teams.take_seats(Enrollment.objects.get(cohort=cohort, person=person), by=person)
    request = HttpRequest()
    request.session = SessionStore()
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session.save()
    sessions[name] = request.session.session_key
task = Activity.objects.get(module__version=version, kind="team_task")
draft = teams.open_submission(theirs, task, by=people[3])
for part in draft.parts.in_order():
    part = teams.take_part(part, by=people[3])
    part = teams.save_part(part, by=people[3], body="<p>Dilys asks about the last time.</p>", revision=part.revision)
    teams.ready_part(part, by=people[3])
teams.hand_in(draft, by=people[3])
print(json.dumps({{"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions, "people": {{}}, "space": cohort.space_id,
    "thread": 0, "board": "", "lesson": "", "prompt": reverse("activity", args=[cohort.pk, task.stable_id]),
    "team": reverse("team", args=[ours.pk]), "cohort": reverse("cohort", args=[cohort.pk])}}))
"""


def make_six(running: Running) -> Room:
    """A new cohort, whose people nobody else speaks as."""
    made = running.shell(MAKE.format(mark=uuid.uuid4().hex[:8]))
    return Room(running, **json.loads(made.splitlines()[-1]))
