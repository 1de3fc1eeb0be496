"""Every write to people: who they are, how they come in, the hours they ask for, and who looked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lib.text import clean_line, fold_email
from people.models import Look, SignInLink, User

LINK_DAYS = 30


@transaction.atomic
def create_person(*, email: str, name: str, by, **fields) -> User:
    """A person of the organisation, without a password until they choose one; known addresses are quiet."""
    known = User.objects.by_email(email).first()
    if known:
        return known
    person = User(email=fold_email(email), name=clean_line(name) or email.split("@")[0], **fields)
    person.set_unusable_password()
    person.save()
    return person


@transaction.atomic
def make_sign_in_link(person: User, *, leads_to: str, purpose: str = "", now: datetime | None = None) -> str:
    """The token of a link that signs the person in once within 30 days; only its digest is kept."""
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(
        person=person,
        digest=digest_of(token),
        leads_to=leads_to,
        purpose=purpose,
        expires_at=(now or timezone.now()) + timedelta(days=LINK_DAYS),
    )
    return token


@transaction.atomic
def use_sign_in_link(token: str, *, now: datetime | None = None) -> SignInLink | None:
    """Spend a link; a link that is spent, late or unknown gives nothing. Two at once: one wins."""
    now = now or timezone.now()
    link = (
        SignInLink.objects.select_for_update(of=("self",))
        .usable(now)
        .select_related("person")
        .filter(digest=digest_of(token))
        .first()
    )
    if link:
        link.used_at = now
        link.save(update_fields=["used_at"])
    return link


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def record_look(*, by: User, what: str, people, now: datetime | None = None) -> None:
    """Somebody looked at these people's progress: one line a day and list, which those people can read."""
    now = now or timezone.now()
    others = [person.pk for person in people if person.pk != by.pk]
    if others:
        look, _made = Look.objects.get_or_create(by=by, what=what, on=now.date(), defaults={"looked_at": now})
        look.people.add(*others)
