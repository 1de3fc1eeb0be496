"""The demo's three cohorts: one under way, one finished, one about to start."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cohorts.actions import (
    complete_many,
    create_cohort,
    end_cohort,
    enroll,
    enroll_many,
    invite,
    name_facilitator,
    set_due_date,
    start_cohort,
    withdraw_many,
)
from config.demo.seed.world import World, read
from spaces.actions import join_space
from spaces.models import Role
from teams.actions import choose_team, form_team, make_team_set, name_mentor
from teams.models import TeamSet


def seed_cohorts(world: World) -> None:
    """All three, with their facilitator, learners and teams."""
    for key, content in read("cohorts.yml").items():
        world.cohorts[key] = _open(world, content)
        if key == "upcoming":
            _invite(world, key, content)
        else:
            _run(world, key, content)


def _open(world: World, content: dict):
    ines, starts = world.people["ines"], content["starts"]
    cohort = create_cohort(
        world.courses[content["course"]],
        by=ines,
        title=content["title"],
        starts_on=world.day(starts),
        ends_on=world.day(starts + content["days"] - 1),
        time_zone=content["time_zone"],
        seats=content["seats"],
    )
    before = _at(cohort, world.day(min(starts, 0) - 25))
    name_facilitator(cohort, person=world.people[content["facilitator"]], by=ines, occurred_at=before)
    if "expert" in content:
        expert = world.people[content["expert"]]
        join_space(cohort.space, person=expert, role=Role.EXPERT, by=ines, occurred_at=before)
    return cohort


def _run(world: World, key: str, content: dict) -> None:
    cohort, priya = world.cohorts[key], world.people[content["facilitator"]]
    learners = [world.people[name] for name in content["learners"]]
    enroll_many(cohort, people=learners, by=priya, occurred_at=_at(cohort, world.day(content["enrolled"])))
    morning = _at(cohort, cohort.starts_on)
    for team in content["teams"]:
        members = [world.people[name] for name in team["members"]]
        formed = form_team(
            cohort, by=priya, name=team["name"], people=members, occurred_at=morning - timedelta(days=1)
        )
        name_mentor(
            formed, person=world.people[team["mentor"]], by=priya, occurred_at=morning - timedelta(days=1)
        )
        world.teams[team["key"]] = formed
    start_cohort(cohort, by=priya, occurred_at=morning)
    for deadline in content.get("deadlines", []):
        activity = world.activities[content["course"]][deadline["activity"]]
        due = datetime.combine(world.next_weekday(deadline["next_weekday"]), time(18), cohort.zone)
        set_due_date(
            cohort, activity.stable_id, due_at=due, by=priya, person=world.people[deadline["learner"]]
        )


def _invite(world: World, key: str, content: dict) -> None:
    """Some have answered their invitation, some have not."""
    cohort, ines = world.cohorts[key], world.people["ines"]
    at = _at(cohort, world.day(content["enrolled"]))
    answered = [world.people[name] for name in content["enrolled_learners"]]
    waiting = [world.people[name] for name in content["invited_learners"]]
    for enrollment in invite(cohort, by=ines, people=[*answered, *waiting], occurred_at=at):
        if enrollment.person in answered:
            enroll(enrollment, by=enrollment.person, occurred_at=at + timedelta(hours=5))
    _let_choose(world, cohort, content, at + timedelta(hours=2))


def _let_choose(world: World, cohort, content: dict, at: datetime) -> None:
    """Teams of the whole course that people choose themselves; some have."""
    priya, tables = world.people[content["facilitator"]], content["choice"]
    chosen = make_team_set(cohort, by=priya, how=TeamSet.How.SELF_CHOSEN, least=3, most=tables["most"])
    for table in tables["teams"]:
        team = form_team(cohort, by=priya, name=table["name"], people=[], team_set=chosen, occurred_at=at)
        for name in table["members"]:
            choose_team(team, by=world.people[name], occurred_at=at + timedelta(hours=6))


def finish_cohort(world: World) -> None:
    """Seven left on the way; the facilitator says who finished, and ends the run."""
    content = read("cohorts.yml")["finished"]
    cohort, priya = world.cohorts["finished"], world.people[content["facilitator"]]
    last = _at(cohort, cohort.ends_on)
    left = [world.people[name] for name in content["progress"] if name in content["learners"]]
    leaving = {person.pk: last - timedelta(days=3 * place, hours=5) for place, person in enumerate(left)}
    withdraw_many(cohort, people=left, by=priya, occurred_at=leaving)
    done = [world.people[name] for name in content["learners"] if name not in content["progress"]]
    moments = {person.pk: last - timedelta(hours=7 * (place % 11)) for place, person in enumerate(done)}
    complete_many(cohort, people=done, by=priya, occurred_at=moments)
    end_cohort(cohort, by=priya, occurred_at=_at(cohort, cohort.ends_on + timedelta(days=1)))


def _at(cohort, day) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo(cohort.time_zone))
