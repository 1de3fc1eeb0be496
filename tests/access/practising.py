"""The practice room of the world's cohort."""

from __future__ import annotations

from teams import actions as teams
from teams.models import PracticeRoom
from tests.access.world import World


def fill(world: World) -> None:
    """Zoe, who is no persona, has opened it; its learners read it, and nobody who runs the cohort."""
    zoe, learners = world.extras["Zoe"], "CM TM"
    room = teams.prepare_practice_room(world["cohort"], guest=zoe, days=14, by=world.people["MF"])
    title = world.canaries.words("title of a story", learners)
    teams.open_practice_room(room, by=zoe, title=title, body=world.canaries.html("story", learners))
    world.put("practice room", PracticeRoom.objects.get(pk=room.pk))
    world.put("practice space", room.space, space_id=room.space_id)
    thread = room.space.threads.get()
    world.put("story thread", thread, thread_id=thread.pk)
    # Otto wrote the course, and is asked to open the room of its other cohort.
    third = world.extras["third admin"]
    teams.prepare_practice_room(world["other_cohort"], guest=world.people["AU"], days=14, by=third)
