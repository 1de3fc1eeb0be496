"""The calendar feed of a person: hours given, and whatever apps above put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from people.models import Hour, User


@dataclass(frozen=True)
class Date:
    """One thing in a calendar; a whole day where it has no end."""

    uid: str
    title: str
    begins: datetime | date
    ends: datetime | None = None
    about: str = ""


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
    calendar = Calendar()
    calendar.add("prodid", "-//Colloquy//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Colloquy · {settings.ORGANISATION_NAME}")
    for source in _sources:
        for date_ in source(person):
            calendar.add_component(_event(date_))
    return calendar.to_ical()


def _event(entry: Date) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@colloquy")
    event.add("dtstamp", timezone.now())
    event.add("summary", entry.title)
    event.add("dtstart", entry.begins)
    if entry.ends:
        event.add("dtend", entry.ends)
    if entry.about:
        event.add("description", entry.about)
    return event
