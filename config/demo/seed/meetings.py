"""When the demo's people work, and when their teams meet."""

from datetime import time

from config.demo.seed.world import World, read
from people.actions import edit_profile
from teams.actions import choose_rhythm, object_to_rhythm
from teams.forms.meeting import slots_of


def seed_meetings(world: World) -> None:
    """Hours of their own for some, a time to meet for two teams; the silent team has none."""
    content = read("meetings.yml")
    for key, hours in content["hours"].items():
        person = world.people[key]
        begins, ends = time.fromisoformat(hours["from"]), time.fromisoformat(hours["until"])
        edit_profile(person, by=person, works_from=begins, works_until=ends, works_on=hours["days"])
    for row in content["rhythms"]:
        team, by = world.teams[row["team"]], world.people[row["by"]]
        at = world.moment(row["chosen"], by)
        choose_rhythm(team, slots=slots_of(row["times"]), by=by, occurred_at=at)
        if "cannot" in row:
            person = world.people[row["cannot"]["who"]]
            object_to_rhythm(team, by=person, occurred_at=world.moment(row["cannot"]["at"], person))
