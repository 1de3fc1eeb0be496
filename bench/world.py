"""What a bench measures upon: a thousand learners in one cohort, its course, its board, and threads of 50 and 500."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from cohorts.actions import create_cohort, enroll_many, start_cohort
from cohorts.models import ActivityProgress, Cohort
from courses.actions import add_activity, add_module, create_course, publish_course
from courses.models import Activity, Version
from discussions.actions import mark_read, open_stream, post_reply, start_thread
from discussions.models import Thread
from people.models import User
from spaces import readers
from spaces.models import Space
from teams.actions import form_team, open_submission

LEARNERS, THREADS, TEAMS, TEAM_SIZE = 1000, 103, 8, 5
VIEWERS = TEAMS * TEAM_SIZE
KINDS = ("lesson", "video", "discussion", "quiz", "lesson", "team_task")
MODULES = 6
DONE = 12
SIGNED_IN = 400
DAY = "What I tried on day"
MEASURED = {"500": 499, "50": 49, "reply": 49}
SAID = (
    "feedback meeting question listen colleague example situation behaviour effect agree try week customer team "
    "manager learn course answer honest short kind clear early often specific notice say ask write read think"
)
WORDS = SAID.split()


@dataclass
class World:
    """What was loaded, and the sessions of who looks at it."""

    cohort: Cohort
    people: list[User]
    threads: dict[str, Thread] = field(default_factory=dict)
    sessions: list[str] = field(default_factory=list)

    @property
    def space(self) -> Space:
        return self.cohort.space


def load() -> World:
    """Everything through the product's own actions, but for people and their progress, who come in bulk."""
    random.seed(36)
    admin = User.objects.create(email="admin@bench.test", name="Ada Admin", password="!", is_ld_admin=True)
    people = User.objects.bulk_create(
        User(email=f"p{n}@bench.test", name=f"Learner Number{n}", password="!") for n in range(LEARNERS)
    )
    version = _course(admin)
    world = World(_cohort(version, admin, people), people)
    _talk(world)
    _teams(world, admin)
    _progress(world.cohort, version)
    readers.run_everywhere()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return _with_sessions(world)


def find() -> World:
    """What an earlier run has loaded."""
    people = list(User.objects.filter(email__regex=r"^p\d+@bench\.test$").order_by("pk"))
    world = World(Cohort.objects.select_related("space", "version").get(), people)
    for name in MEASURED:
        world.threads[name] = Thread.objects.get(title=f"A talk: {name}")
    world.threads["first"] = Thread.objects.order_by("pk").filter(title=f"{DAY} 0").get()
    return _with_sessions(world)


def _with_sessions(world: World) -> World:
    world.sessions = [_session(person) for person in world.people[:SIGNED_IN]]
    return world


def _course(admin: User) -> Version:
    course = create_course(by=admin, title="Feedback that helps", summary="Six weeks of it.")
    for week in range(MODULES):
        module = add_module(course, by=admin, title=f"Week {week + 1}")
        for place, kind in enumerate(KINDS):
            fields = {"parts": ["What we saw", "What we tried"]} if kind == "team_task" else {}
            add_activity(
                module, by=admin, kind=kind, title=f"Step {week + 1}.{place + 1}", body=_words(), **fields
            )
    return publish_course(course, by=admin)


def _cohort(version: Version, admin: User, people: list[User]) -> Cohort:
    today = timezone.now().date()
    days = {"starts_on": today - timedelta(days=14), "ends_on": today + timedelta(days=27)}
    cohort = create_cohort(
        version, by=admin, title="Spring run", time_zone="Europe/Stockholm", seats=LEARNERS, **days
    )
    at = timezone.now() - timedelta(days=15)
    enroll_many(cohort, people=people, by=admin, occurred_at=at)
    start_cohort(cohort, by=admin, occurred_at=at + timedelta(days=1))
    return cohort


def _talk(world: World) -> None:
    """A board of threads with three posts each, and those that are measured; everything in the last days."""
    for n in range(THREADS - 3):
        thread = _thread(world, f"{DAY} {n}", replies=2, hours_ago=300 - 2 * n)
        world.threads.setdefault("first", thread)
    for name, count in MEASURED.items():
        world.threads[name] = _thread(world, f"A talk: {name}", replies=count, hours_ago=60)
        world.threads[name].refresh_from_db()
        for person in world.people[:VIEWERS]:
            mark_read(world.threads[name], by=person, number=world.threads[name].post_count)


def _thread(world: World, title: str, *, replies: int, hours_ago: int) -> Thread:
    at = timezone.now() - timedelta(hours=hours_ago)
    kind = random.choice([Thread.Kind.CONVERSATION, Thread.Kind.QUESTION])
    by = random.choice(world.people)
    thread = start_thread(world.space, by=by, title=title, body=_words(), kind=kind, occurred_at=at)
    step = timedelta(hours=hours_ago) / (replies + 1)
    for n in range(replies):
        writer = random.choice(world.people[:200])
        post_reply(thread, by=writer, body=_words(), key=uuid.uuid4(), occurred_at=at + (n + 1) * step)
    return thread


def _teams(world: World, admin: User) -> None:
    """The viewers sit in teams, each with a stream and a draft that it works on."""
    task = (
        Activity.objects.filter(module__version=world.cohort.version, kind="team_task")
        .in_outline_order()
        .first()
    )
    for n in range(TEAMS):
        members = world.people[n * TEAM_SIZE : (n + 1) * TEAM_SIZE]
        team = form_team(world.cohort, by=admin, name=f"Team {n}", people=members)
        stream = open_stream(team.space, by=members[0], title=team.name)
        for person in members:
            post_reply(stream, by=person, body=_words(), key=uuid.uuid4())
        open_submission(team, task, by=members[0])


def _progress(cohort: Cohort, version: Version) -> None:
    """Everybody has done the first third."""
    done = Activity.objects.filter(module__version=version).in_outline_order()[:DONE]
    now = timezone.now()
    ActivityProgress.objects.bulk_create(
        (
            ActivityProgress(
                enrollment_id=pk, activity_id=activity.stable_id, opened_at=now, count=1, done_at=now
            )
            for pk in cohort.enrollments.values_list("pk", flat=True)
            for activity in done
        ),
        batch_size=5000,
        ignore_conflicts=True,
    )


def _session(person: User) -> str:
    store = SessionStore()
    store.update(
        {
            "_auth_user_id": str(person.pk),
            "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
            "_auth_user_hash": person.get_session_auth_hash(),
        }
    )
    store.create()
    return store.session_key


def _words() -> str:
    """Two paragraphs such as people write, with a stressed word and a list now and then."""
    first, second = (" ".join(random.choices(WORDS, k=30)) for _ in range(2))
    listed = "<ul><li>one thing</li><li>another</li></ul>" if random.random() < 0.3 else ""
    return f"<p>{first.capitalize()}, <strong>surely</strong>.</p><p>{second.capitalize()}.</p>{listed}"
