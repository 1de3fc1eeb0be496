"""The calendar feed of a person: hours given, and whatever apps above put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Hour, User

# Its parts and zones take megabytes of every process, and few ever write a calendar.
if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True)
class Date:
    """One thing in a calendar; a whole day where it has no end.

    A `rule` repeats it on the clock of its zone. Written again with a higher `sequence` it takes the place of what
    calendars know by the same `uid`.
    """

    uid: str
    title: str
    begins: datetime | date
    ends: datetime | None = None
    about: str = ""
    rule: dict | None = None
    sequence: int = 0
    is_cancelled: bool = False


_sources: list[Callable[[User], Iterable[Date]]] = []


def register(source: Callable[[User], Iterable[Date]]) -> None:
    """Put dates into everybody's feed: `source(person)` gives those that concern this person."""
    _sources.append(source)


def hours(person: User) -> Iterable[Date]:
    """Hours given to or by this person, from a month ago on."""
    given = Hour.objects.visible_to(person).given().select_related("person", "manager")
    for hour in given.filter(ends_at__gte=timezone.now() - timedelta(days=31)).order_by("begins_at", "id"):
        title = (
            _("An hour for learning") if hour.person_id == person.pk else _("%(name)s: an hour for learning")
        )
        words = title % {"name": hour.person.name} if "%(" in title else title
        about = _("Given by %(name)s.") % {"name": hour.manager.name}
        yield Date(f"hour-{hour.pk}", words, hour.begins_at, hour.ends_at, about)


register(hours)


def feed(person: User) -> bytes:
    """The person's dates as iCalendar."""
    return calendar_of(entry for source in _sources for entry in source(person))


def calendar_of(dates: Iterable[Date]) -> bytes:
    """These dates as iCalendar, with the zones of those that repeat."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Colloquy//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Colloquy · {settings.ORGANISATION_NAME}")
    for entry in dates:
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: Date) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.uid}@colloquy")
    event.add("dtstamp", timezone.now())
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    event.add("dtstart", entry.begins)
    if entry.ends:
        event.add("dtend", entry.ends)
    if entry.rule:
        event.add("rrule", entry.rule)
    if entry.is_cancelled:
        event.add("status", "CANCELLED")
    if entry.about:
        event.add("description", entry.about)
    return event
