"""What the world's mentor notes and offers."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from teams import actions as teams
from tests.access.world import World


def fill(world: World) -> None:
    """Grace notes something for herself, and offers two times; Harbor has booked one."""
    grace, harbor = world.people["MM"], world["harbor"]
    words = world.canaries.words("mentor's note", "MM")
    note = teams.write_note(harbor, by=grace, body=words)
    world.put("mentor's note", note, note_id=note.pk)
    begins = timezone.now() + timedelta(days=3)
    booked, free = teams.offer_office_hours(grace, begins_at=begins, in_a_row=2, by=grace)
    teams.book_office_hour(booked, harbor, by=world.people["TM"])
    world.put("booked hour", booked, hour_id=booked.pk)
    world.put("free hour", free, hour_id=free.pk)
