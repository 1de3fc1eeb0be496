"""The verbs of teams: how each is shown and who is told of it; and the reader that seats people as they come and go."""

from teams.journal import (
    drafts,
    galleries,
    going_on,
    ideas,
    meetings,
    office,
    practice,
    promises,
    reviews,
    rooms,
    talks,
    waiting,
)
from teams.journal.seats import follow

__all__ = ["follow", "register"]


def register() -> None:
    """Make teams known to the journal and to files."""
    rooms.register()
    drafts.register()
    waiting.register()
    galleries.register()
    promises.register()
    ideas.register()
    reviews.register()
    meetings.register()
    going_on.register()
    office.register()
    practice.register()
    talks.register()
