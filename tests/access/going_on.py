"""A cohort that is over, one of whose teams goes on."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone

from cohorts import actions as cohorts
from teams import actions as teams
from teams.pages.going_on import next_week
from teams.rhythm import Slot
from tests.access.world import LD, World


def fill(world: World) -> None:
    """Mara and Jon have gone on as a set; what they keep is theirs alone."""
    ines, mara, jon = world.people["LD"], world.people["TM"], world.extras["Jon"]
    known, today = f"TM MG AU {LD}", timezone.localdate()
    cohort = cohorts.create_cohort(
        world["version"], by=ines, title=world.canaries.words("name of the past cohort", known, own=True),
        starts_on=today - timedelta(days=60), ends_on=today - timedelta(days=30), time_zone="Europe/Berlin",
    )  # fmt: skip
    cohorts.enroll_many(cohort, people=[mara, jon], by=ines)
    name = world.canaries.words("name of the set", f"TM {LD}", own=True)
    team = teams.form_team(cohort, by=ines, name=name, people=[mara, jon])
    cohorts.start_cohort(cohort, by=ines)
    cohort.refresh_from_db()
    cohorts.end_cohort(cohort, by=ines)
    teams.go_on(team, by=mara)
    team.refresh_from_db()
    teams.choose_rhythm(team, slots=[Slot(1, time(9))], by=mara)
    _meet(world, team, mara, jon)


def _meet(world: World, team, mara, jon) -> None:
    week = next_week(team, timezone.now())
    teams.swap_turn(team, week, person=mara, by=jon)
    teams.write_problem(team, week, by=mara, body=world.canaries.words("problem of a set", "TM", own=True))
    for kind in ("question", "note"):
        body = world.canaries.words(f"{kind} of a set", "TM", own=True)
        teams.add_set_note(team, week, by=jon, kind=kind, body=body)
    world.put("set", team, team_id=team.pk)
    world.put("set's space", team.space, space_id=team.space_id)
    world.put("set's week", str(week), week=str(week))
