"""The revocation run: as a member open everything, end the membership, ask for all of it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cohorts.actions import withdraw
from cohorts.models import Enrollment
from notifications.actions import send_waiting
from notifications.models import Mail
from people.actions import deactivate_person
from tests.access.crawl import crawl, get
from tests.access.world import World, read_journals

pytestmark = pytest.mark.django_db
PUBLIC = {"healthz", "readyz", "come_in", "api_schema"}


def tokens_kept(world: World) -> set[str]:
    """What somebody who has left still may read: their own, and what everybody may."""
    return {
        token
        for token, secret in world.canaries.secrets.items()
        if "TM" in secret.seen_by and (secret.own or "LX" in secret.seen_by)
    }


def leave_cohorts(world: World) -> None:
    """Mara leaves the one that runs and the one that is over, whose course is the same."""
    mara = world.people["TM"]
    for row in Enrollment.objects.active().filter(person=mara).select_related("cohort__space", "person"):
        withdraw(row, by=mara)


def opened(world: World, client) -> list:
    return [answer for answer in crawl(world, client, "TM") if answer.status < 400]


def test_who_has_left_a_cohort_is_shown_nothing_of_it(world, clients):
    mara, before = clients["TM"], opened(world, clients["TM"])
    told = {token for answer in before for token in world.canaries.met(answer.text)}
    assert len(told - tokens_kept(world)) > 40
    leave_cohorts(world)
    read_journals()
    faults, closed = set(), set()
    for known in before:
        answer = get(mara, known.route, known.address)
        if answer.status == 404:
            closed.add(known.route)
        for token in world.canaries.met(answer.text) - tokens_kept(world):
            faults.add(f"{answer.route}: {world.canaries.secrets[token].thing}")
    assert not faults, "\n".join(sorted(faults))
    assert {
        "cohort",
        "team",
        "thread",
        "board",
        "space_after",
        "part",
        "submission",
        "activity",
        "file",
    } <= closed
    assert {
        "api_thread",
        "api_posts",
        "api_cohort",
        "api_submission",
        "api_part",
        "people_to_mention",
    } <= closed


def test_mail_that_was_queued_is_dropped(world):
    mara = world.people["TM"]
    assert Mail.objects.waiting().filter(person=mara).count() >= 2
    leave_cohorts(world)
    send_waiting(now=timezone.now() + timedelta(days=1), most=10_000)
    letters = [letter for letter in mail.outbox if letter.to == [mara.email]]
    text = "".join(letter.message().as_string() + letter.body for letter in letters)
    gone = world.canaries.met(text) - tokens_kept(world)
    assert not [world.canaries.secrets[token].thing for token in gone]


def test_who_has_left_the_organisation_comes_to_the_sign_in(world, clients):
    mara = world.people["TM"]
    before = opened(world, clients["TM"])
    deactivate_person(mara, by=world.people["LD"])
    for known in before:
        answer = get(clients["TM"], known.route, known.address)
        if known.route in PUBLIC:
            continue
        assert answer.status in (302, 401, 404), known.address
        assert not world.canaries.met(answer.text), known.address
        assert answer.status != 302 or "Location: /accounts/login/" in answer.text, known.address
    send_waiting(now=timezone.now() + timedelta(days=1), most=10_000)
    assert not [letter for letter in mail.outbox if letter.to == [mara.email]]
