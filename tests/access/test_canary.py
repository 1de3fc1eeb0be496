"""The canary crawl: every route as every persona, mails, logs and Redis; no token outside its allowed set."""

from __future__ import annotations

import io
import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from notifications.actions import send_waiting
from notifications.models import Mail
from tests.access.canaries import active_in, unescaped_in, worksheet_faults
from tests.access.crawl import crawl, names_in_redis
from tests.access.world import PERSONAS

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_lines():
    """What the log says, as it would be written, from INFO on."""
    root, written = logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(written), root.level
    handler.setFormatter(root.handlers[0].formatter if root.handlers else None)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("persona", PERSONAS)
def test_no_route_tells_what_is_not_ones_own(world, clients, log_lines, persona):
    faults = set()
    for answer in crawl(world, clients[persona], persona):
        faults |= {
            f"{answer.route} as {persona}: {thing}" for thing in world.canaries.leaks(answer.text, persona)
        }
        if answer.status >= 500:
            faults.add(f"{answer.route} as {persona}: {answer.status} at {answer.address}")
        if answer.is_page:
            faults |= {f"{answer.route}: {what}" for what in active_in(answer.text)}
            if unescaped_in(answer.text):
                faults.add(f"{answer.route}: the polyglot is not escaped")
        if answer.content_type.startswith("text/csv"):
            faults |= {
                f"{answer.route}: cell {cell}" for cell in worksheet_faults(answer.text.split("\n\n", 1)[-1])
            }
    assert not faults, "\n".join(sorted(faults))
    assert not world.canaries.met(log_lines())
    assert not world.canaries.met(names_in_redis())


def test_no_mail_tells_what_its_reader_may_not_see(world):
    names = {person.email: persona for persona, person in world.people.items()}
    waiting = set(Mail.objects.waiting().values_list("kind", flat=True))
    assert len(waiting) >= 3
    send_waiting(now=timezone.now() + timedelta(days=1), most=10_000)
    faults, seen = set(), set()
    for letter in mail.outbox:
        persona = names.get(letter.to[0])
        text = letter.message().as_string() + "\n".join(
            [letter.body, *(part[0] for part in letter.alternatives)]
        )
        if persona:
            seen.add(persona)
            faults |= {f"mail to {persona}: {thing}" for thing in world.canaries.leaks(text, persona)}
        for page, _kind in letter.alternatives:
            faults |= {f"mail: {what}" for what in [*active_in(page)] if "style" not in what}
            if unescaped_in(page):
                faults.add("mail: the polyglot is not escaped")
    assert not faults, "\n".join(sorted(faults))
    assert {"TM", "CM"} <= seen
