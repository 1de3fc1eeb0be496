"""When the world's teams meet."""

from __future__ import annotations

from datetime import time

from teams import actions as teams
from teams.rhythm import Slot
from tests.access.world import World


def fill(world: World) -> None:
    """Harbor meets on Tuesdays, which Jon cannot."""
    harbor = world["harbor"]
    teams.choose_rhythm(harbor, slots=[Slot(1, time(9))], by=world.people["TM"])
    teams.object_to_rhythm(harbor, by=world.extras["Jon"])
