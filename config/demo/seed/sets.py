"""The demo's team that went on as a set, and what it keeps of this week's meeting."""

from config.demo.seed.world import World, read
from teams.actions import add_set_note, choose_rhythm, go_on, swap_turn, write_problem
from teams.forms.meeting import slots_of
from teams.pages.going_on import next_week


def seed_sets(world: World) -> None:
    """After the run has ended."""
    for content in read("sets.yml"):
        team, by = world.teams[content["team"]], world.people[content["by"]]
        began = world.moment(content["began"], by)
        team.cohort.refresh_from_db()
        go_on(team, by=by, occurred_at=began)
        choose_rhythm(team, slots=slots_of(content["times"]), by=by, occurred_at=began)
        _meet(world, team, content, by)


def _meet(world: World, team, content: dict, by) -> None:
    week, presenter = next_week(team, world.now), world.people[content["presents"]]
    swap_turn(team, week, person=presenter, by=by)
    write_problem(team, week, by=presenter, body=content["problem"])
    for kind in ("question", "note"):
        for row in content[f"{kind}s"]:
            person = world.people[row["by"]]
            at = world.moment(row["at"], person)
            add_set_note(team, week, by=person, kind=kind, body=row["text"], occurred_at=at)
