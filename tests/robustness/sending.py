"""Sending forms: as text however broken, each taken back afterwards, and what their answers say."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import quote_from_bytes

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from analytics import actions as analytics
from cohorts import actions as cohorts
from courses import actions as courses
from people.actions import make_sign_in_link
from tests.access.world import World
from tests.robustness.forms import Form

SAID = re.compile(
    r'(?:role="alert"|class="field__error"|class="errorlist)[^>]*>(.*?)</(?:p|div|ul)>', re.DOTALL
)
TAG = re.compile(r"<[^>]*>")


@dataclass
class Sent:
    """What came of a form: its status, what the page says, and what messages wait for the next page."""

    status: int
    page: str
    content_type: str
    refusals: list[str]

    @property
    def sentence(self) -> str:
        """Why it was refused, in words."""
        if self.content_type.startswith("application/json"):
            return " ".join(re.findall(r'"([^"]*)"', self.page))
        found = SAID.findall(self.page) or re.findall(r"<main.*?</main>", self.page, re.DOTALL) or [self.page]
        return " ".join(TAG.sub(" ", " ".join(found)).split())


class Sender:
    """Posts in a world; a form's things are found by their labels."""

    def __init__(self, world: World, clients: dict[str, Client]) -> None:
        self.world, self.clients = world, clients

    def address(self, form: Form) -> str:
        return reverse(form.route, kwargs={name: self.value(word) for name, word in form.where.items()})

    def value(self, word: str) -> str:
        if not word.startswith("@"):
            return word
        label, _dot, name = word[1:].partition(".")
        thing = self.world.things[label]
        return thing if isinstance(thing, str) else str(getattr(thing, name or "pk"))

    def fields(self, form: Form) -> dict[str, str]:
        return {name: self.value(word) for name, word in (form.words | form.values).items()}

    def send(self, form: Form, fields: dict, address: str = "") -> Sent:
        """The form with these fields, as bytes or as JSON; its effects are taken back."""
        cache.clear()
        client = self.clients[form.persona]
        body, kind = as_json(fields) if form.is_json else as_form(fields)
        with transaction.atomic():
            answer = getattr(client, form.method)(address or self.address(form), body, content_type=kind)
            sent = read(answer)
            transaction.set_rollback(True)
        client.cookies.pop("messages", None)
        return sent


def read(answer) -> Sent:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    waiting = [m.message for m in get_messages(answer.wsgi_request) if m.level_tag in ("warning", "error")]
    return Sent(
        answer.status_code, unescape(raw.decode()), answer.get("Content-Type", ""), [str(w) for w in waiting]
    )


def as_form(fields: dict) -> tuple[bytes, str]:
    pairs = (
        f"{quote_from_bytes(_bytes(name))}={quote_from_bytes(_bytes(value))}"
        for name, value in fields.items()
    )
    return "&".join(pairs).encode(), "application/x-www-form-urlencoded"


def as_json(fields: dict) -> tuple[bytes, str]:
    """JSON writes half of a character as an escape; other bytes are read as Latin-1, as programs do by mistake."""
    plain = {
        name: value.decode("latin-1") if isinstance(value, bytes) else value for name, value in fields.items()
    }
    return json.dumps(plain).encode(), "application/json"


def _bytes(value) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


def add_missing(world: World) -> None:
    """What forms speak of beside the world's things: drafts of other kinds, a cohort to come, a link from a mail."""
    otto, ines = world.people["AU"], world.people["LD"]
    kinds = {
        "drafted video": "video",
        "drafted prompt": "discussion",
        "drafted task": "team_task",
        "drafted try": "commitment",
    }
    for label, kind in kinds.items():
        world.things[label] = courses.add_activity(world["draft module"], by=otto, kind=kind)
    today = timezone.localdate()
    planned = cohorts.create_cohort(
        world["version"], by=ines, title="Winter run", time_zone="UTC",
        starts_on=today + timedelta(days=20), ends_on=today + timedelta(days=60),
    )  # fmt: skip
    cohorts.name_facilitator(planned, person=world.people["MF"], by=ines)
    cohorts.enroll_many(planned, people=[world.people["TM"], world.people["CM"]], by=ines)
    world.things["planned cohort"] = planned
    analytics.open_wave(planned, by=ines)
    world.things["ordered"] = f"activity-{world['draft activity'].pk}"
    world.things["around"] = f"module-{world['draft module'].pk}"
    world.things["link"] = make_sign_in_link(world.extras["Newa"], leads_to="/")
