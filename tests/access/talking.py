"""Talks of the world's people with their managers, and what each keeps from them."""

from __future__ import annotations

from courses.models import Activity
from teams import actions as teams
from tests.access.world import NOBODY, World, enrollment


def fill(world: World) -> None:
    """Mara has sent Tom the card and lets him read her words, and he lets her not; Jon talked with somebody."""
    step = Activity.objects.get(module__version=world["version"], kind="talk")
    mara, tom, jon = world.people["TM"], world.people["MG"], world.extras["Jon"]
    talk = teams.send_card(enrollment(world, mara), step, by=mara)
    _keep(world, talk, mara, "TM", is_shared=True)
    _keep(world, talk, tom, "MG", is_shared=False)
    world.put("talk with the manager", talk, talk_id=talk.pk)
    other = teams.tell_of_talk(enrollment(world, jon), step, by=jon)
    _keep(world, other, jon, NOBODY, is_shared=True)
    world.put("jon's talk", other, talk_id=other.pk)


def _keep(world: World, talk, by, seen_by: str, *, is_shared: bool) -> None:
    words = {
        name: world.canaries.words(f"{name} of {by.first_name} in a talk", seen_by, own=True)
        for name in ("will_try", "needs")
    }
    teams.write_talk_words(talk, by=by, is_shared=is_shared, **words)
