"""Hours between somebody and their manager: each is told what the other did, and nobody else that there was anything."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from notifications.models import Kind
from people import hours
from people.models import Hour
from spaces.actions import commons, record
from spaces.verbs import Verb, register

SENTENCES = {
    "asked": _("%(by)s asks you for an hour"),
    "given": _("%(by)s gives you an hour"),
    "withdrawn": _("%(by)s takes back the hour"),
}


def register_verbs() -> None:
    """They stand in the journal of the commons, where only the two find what they are about."""
    for what, sentence in SENTENCES.items():
        register(
            Verb(f"hour.{what}", "hour", _hours, to_everyone=False, in_confidence=True, told=told, sentence=sentence)
        )  # fmt: skip
    hours.register_told(tell)


def tell(hour: Hour, what: str, *, by) -> None:
    """Note in the journal what one of the two did."""
    other = hour.manager_id if by.pk == hour.person_id else hour.person_id
    record(commons(), by=by, verb=f"hour.{what}", target=hour, data={"to": other})


def told(entries: list) -> Iterator[tuple]:
    """Of an hour: the other of the two, in the bell and by mail."""
    for entry in entries:
        yield entry, entry.data["to"], Kind.HOUR


def _hours(viewer):
    return Hour.objects.visible_to(viewer).select_related("person", "manager")
