"""Teams that people choose for one task of the world's course, beside those of the whole course."""

from __future__ import annotations

from courses.models import Activity
from teams import actions as teams
from teams.models import Team, TeamSet
from tests.access.world import LD, World, enrollment

KNOWN = f"CM TM MM MF {LD}"


def fill(world: World) -> None:
    """Mara sits in Heron, nobody in Egret; Pat and the rest of the cohort have no team yet."""
    tasks = Activity.objects.filter(module__version=world["version"], kind="team_task").in_outline_order()
    priya, mara = world.people["MF"], world.people["TM"]
    chosen = teams.make_team_set(
        world["cohort"], by=priya, activity=tasks[3], how=TeamSet.How.SELF_CHOSEN, most=3
    )
    world.put("chosen set", chosen, set_id=chosen.pk)
    world.put("course-long set", world["harbor"].team_set, set_id=world["harbor"].team_set_id)
    for label in ("heron", "egret"):
        _team(world, label, chosen)
    teams.choose_team(world["heron"], by=mara)
    for label, person in (("TM", mara), ("Pat0", world.extras["Pat0"])):
        row = enrollment(world, person)
        world.put(f"{label}'s enrolment", row, enrollment_id=row.pk)


def _team(world: World, label: str, chosen: TeamSet) -> Team:
    name = world.canaries.words(f"name of {label}", KNOWN)
    team = teams.form_team(world["cohort"], by=world.people["MF"], name=name, people=[], team_set=chosen)
    world.put(f"{label} space", team.space, space_id=team.space_id)
    return world.put(label, team, team_id=team.pk)
