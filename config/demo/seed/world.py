"""The demo's world while it is being written: who and what is known by which key, and what day it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from django.utils import timezone

from lib.html import from_markdown

CONTENT = Path(__file__).resolve().parent.parent / "content"
DEMO = CONTENT.parent
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


# Ten times as fast where the package has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(name: str):
    """One of the demo's content files."""
    return yaml.load((CONTENT / name).read_text(), Loader=LOADER)


@dataclass
class World:
    """Everything written so far, by the keys of the content files."""

    now: datetime = field(default_factory=timezone.now)
    people: dict = field(default_factory=dict)
    courses: dict = field(default_factory=dict)
    activities: dict = field(default_factory=dict)
    cohorts: dict = field(default_factory=dict)
    teams: dict = field(default_factory=dict)
    communities: dict = field(default_factory=dict)
    threads: dict = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.date()

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def moment(self, at: str, person) -> datetime:
        """When "-12d 11:00" was, on this person's own clock."""
        days, clock = at.split()
        hour, minute = clock.split(":")
        day = self.day(int(days.removesuffix("d")))
        return datetime.combine(day, time(int(hour), int(minute)), ZoneInfo(person.time_zone))

    def at(self, offset: int, hour: int, person) -> datetime:
        return datetime.combine(self.day(offset), time(hour), ZoneInfo(person.time_zone))

    def next_weekday(self, name: str) -> date:
        ahead = (WEEKDAYS.index(name) - self.today.weekday()) % 7 or 7
        return self.today + timedelta(days=ahead)

    def space(self, key: str):
        """The space of "running", "commons", "team:harbor" or "community:handovers"."""
        from spaces.actions import commons

        if key == "commons":
            return commons()
        if key.startswith("team:"):
            return self.teams[key.removeprefix("team:")].space
        if key.startswith("community:"):
            return self.communities[key.removeprefix("community:")].space
        return self.cohorts[key].space


def rich(markdown: str) -> str:
    return from_markdown(markdown, breaks=False)


def lesson(markdown: str) -> str:
    """A lesson's text; its title stands on the page already."""
    lines = markdown.strip().splitlines()
    if lines and lines[0].startswith("# "):
        lines = lines[1:]
    return "\n".join(lines).strip()
