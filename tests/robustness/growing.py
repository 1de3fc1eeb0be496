"""The world grown about ten times: people, teams, conversations, promises, courses and cohorts."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from analytics.figures import compute
from cohorts import actions as cohorts
from cohorts.models import Cohort
from communities import actions as communities
from courses import actions as courses
from courses.models import Activity
from discussions import actions as talk
from discussions.models import Thread
from people import actions as people
from people.models import User
from teams import actions as teams
from tests.access.world import World, enrollment, read_journals


def grow(world: World) -> None:
    crowd = _crowd(world)
    _teams(world, crowd)
    _choices(world, crowd)
    _talk(world, crowd)
    _promises(world, crowd)
    _communities(world, crowd)
    _shelf(world)
    read_journals()
    compute(world["cohort"])


def _crowd(world: World) -> list[User]:
    """Sixty learners more, half of whom report to Tom."""
    tom, cohort = world.people["MG"], world["cohort"]
    crowd = User.objects.bulk_create(
        User(email=f"crowd{n}@example.org", name=f"Crowd {n}", password="!", manager=tom if n % 2 else None)
        for n in range(60)
    )
    Cohort.objects.filter(pk=cohort.pk).update(seats=500)
    cohort.refresh_from_db()
    cohorts.enroll_many(cohort, people=crowd[:50], by=world.people["MF"])
    cohorts.invite(cohort, people=crowd[50:], by=world.people["MF"])
    for person in crowd[1:20:2]:
        people.ask_for_hour(person, by=person, what_for="To write")
    return crowd


def _teams(world: World, crowd: list[User]) -> None:
    """Ten teams more; half of them have handed in."""
    priya, cohort = world.people["MF"], world["cohort"]
    task = Activity.objects.filter(module__version=cohort.version_id, kind="team_task").in_outline_order()[0]
    teams.set_mentor_limit(world.people["MM"], most=30, by=world.people["MM"])
    for n in range(10):
        members = crowd[4 * n : 4 * n + 4]
        team = teams.form_team(cohort, by=priya, name=f"Table {n}", people=members)
        teams.name_mentor(team, person=world.people["MM"], by=priya)
        draft = teams.open_submission(team, task, by=members[0])
        part = teams.take_part(draft.parts.in_order()[0], by=members[0])
        teams.save_part(part, by=members[0], body="<p>Ours</p>", revision=part.revision)
        teams.ready_part(part, by=members[0])
        if n % 2:
            teams.propose_hand_in(draft, by=members[1])
            teams.hand_in(draft, by=members[0])


def _choices(world: World, crowd: list[User]) -> None:
    """Ten teams more to choose from, each with somebody in it."""
    chosen = world["chosen set"]
    for n in range(10):
        table = teams.form_team(
            world["cohort"], by=world.people["MF"], name=f"Table {n}", people=[], team_set=chosen
        )
        teams.choose_team(table, by=crowd[n])


def _talk(world: World, crowd: list[User]) -> None:
    space, mara = world["cohort space"], world.people["TM"]
    kinds = (Thread.Kind.CONVERSATION, Thread.Kind.QUESTION)
    name = f'<a class="mention" data-person="{mara.pk}">@Mara</a>'
    for n in range(60):
        talk.start_thread(
            space, by=crowd[n % 50], title=f"Thread {n}", body=f"<p>{name}</p>", kind=kinds[n % 2]
        )
    lively = world["cohort thread"]
    for n in range(110):
        by = crowd[n % 50] if n % 3 else mara
        post = talk.post_reply(lively, by=by, body=f"<p>Word {n}</p>")
        if n % 10 == 0:
            talk.put_reaction(post, by=crowd[0], kind="thanks")
    stream = world["harbor stream"]
    for n in range(30):
        talk.post_reply(stream, by=mara, body=f"<p>To the team {n}</p>")


def _promises(world: World, crowd: list[User]) -> None:
    today = timezone.localdate()
    for person in (world.people["TM"], *crowd[:15]):
        row = enrollment(world, person)
        for n in range(3):
            made = teams.make_commitment(row, by=person, what=f"Try {n}", by_on=today, is_shared=True)
            teams.note_outcome(row, by=person, commitment=made, title="It came", measure="m", before="1", after="2",
                               is_shared=True)  # fmt: skip
            teams.reflect(made, by=person, result="worked", reflection="It helps")
    _ideas(world, crowd)
    for label in ("private promise", "jon's promise"):
        promise, colleague = world[label], world.people["MM"]
        for n in range(12):
            teams.respond(promise, by=colleague, body=f"Answer {n}")
            teams.add_evidence(promise, by=promise.person, body=f"<p>Tried {n}</p>")


def _ideas(world: World, crowd: list[User]) -> None:
    for n in range(12):
        body = f"<p>How {n}</p>"
        teams.make_idea(
            world["cohort post"], by=crowd[n], space=world["cohort space"], title=f"Idea {n}", body=body
        )
        teams.build_on_idea(world["cohort idea"], by=crowd[n], body=f"And {n}")


def _communities(world: World, crowd: list[User]) -> None:
    """Communities more, and in one of them members, threads, and people who ask to join."""
    for n in range(12):
        communities.found_community(by=crowd[n], title=f"Guild {n}", purpose="To learn")
    for person in crowd[:30]:
        communities.join_community(world["open community"], by=person)
        communities.join_community(world["community on request"], by=person)
        talk.start_thread(world["open community"].space, by=person, title="Again", body="<p>Again</p>")


def _shelf(world: World) -> None:
    """Courses, modules, versions and cohorts more."""
    ines, otto, version = world.people["LD"], world.people["AU"], world["version"]
    for n in range(8):
        courses.create_course(by=ines, title=f"Course {n}")
        module = courses.add_module(world["course"], by=otto, title=f"Module {n}")
        for kind in ("lesson", "quiz"):
            courses.add_activity(module, by=otto, kind=kind)
    today = timezone.localdate()
    for n in range(8):
        cohort = cohorts.create_cohort(
            version, by=ines, title=f"Run {n}", starts_on=today - timedelta(days=30 + n), ends_on=today, time_zone="UTC"
        )  # fmt: skip
        cohorts.name_facilitator(cohort, person=world.people["MF"], by=ines)
        cohorts.enroll_many(cohort, people=[world.people["TM"], world.people["CM"]], by=ines)
        cohorts.start_cohort(cohort, by=ines)
    courses.publish_course(world["course"], by=ines)
