"""The demo's practice room, whose words go a fortnight after they were written."""

from config.demo.seed.world import World, read, rich
from discussions.actions import post_reply
from teams.actions import open_practice_room, prepare_practice_room


def seed_practice(world: World) -> None:
    """Prepared by Priya, opened by the chief executive, answered by three who try something out."""
    content = read("practice.yml")
    guest, by = world.people[content["guest"]], world.people[content["by"]]
    prepared, opened = world.moment(content["prepared"], by), world.moment(content["opened"], guest)
    cohort = world.cohorts[content["cohort"]]
    room = prepare_practice_room(cohort, guest=guest, days=14, by=by, occurred_at=prepared)
    words = {"title": content["title"], "body": rich(content["body"])}
    open_practice_room(room, by=guest, occurred_at=opened, **words)
    thread = room.space.threads.select_related("space").get()
    for row in content["replies"]:
        person = world.people[row["by"]]
        at = world.moment(row["at"], person)
        post_reply(thread, by=person, body=rich(row["text"]), occurred_at=at)
