"""Every write to people: who they are, how they come in, the hours they ask for, and who looked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lib.text import clean_line, fold_email
from people import hours, signin
from people.models import Hour, Look, SignInLink, User

LINK_DAYS = 30
SAID_OF_ONESELF = {
    "name",
    "called",
    "job_title",
    "ask_me_about",
    "region",
    "time_zone",
    "locale",
    "shows_presence",
    "works_from",
    "works_until",
    "works_on",
}
FARTHEST_HOUR_DAYS = 366


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
        (look,) = Look.objects.bulk_create(
            [Look(by=by, what=what, on=now.date(), looked_at=now)],
            update_conflicts=True, unique_fields=["by", "what", "on"], update_fields=["what"],
        )  # fmt: skip
        look.people.add(*others)


@transaction.atomic
def edit_profile(person: User, *, by: User, photo=None, **fields) -> User:
    """People say themselves who they are; L&D admins may help."""
    if by.pk != person.pk and not by.is_ld_admin:
        raise PermissionDenied(_("Only you can change this."))
    said = {name: value for name, value in fields.items() if name in SAID_OF_ONESELF}
    if photo is not None:
        said["photo"] = photo
    for name, value in said.items():
        setattr(person, name, value)
    # Only these: the rest of the row may be older than a deactivation that has just been made.
    person.save(update_fields=list(said))
    return person


@transaction.atomic
def ask_for_hour(person: User, *, by: User, what_for: str = "", now: datetime | None = None) -> Hour:
    """A person asks their manager for an hour, who is told; asking again while one is open is quiet."""
    if by.pk != person.pk:
        raise PermissionDenied(_("You can ask only for yourself."))
    if person.manager_id is None:
        raise ValidationError(_("No manager is noted for you, so there is nobody to ask."))
    _hold(person)
    hour, is_new = Hour.objects.asked().get_or_create(
        person=person,
        manager_id=person.manager_id,
        defaults={"asked_at": now or timezone.now(), "what_for": clean_line(what_for)[:200]},
    )
    if is_new:
        hours.done(hour, "asked", by=by)
    return hour


@transaction.atomic
def give_hour(person: User, *, by: User, begins_at: datetime, now: datetime | None = None) -> Hour:
    """A manager gives somebody of their tree an hour; an open ask is answered by it. Both calendars hold it."""
    if not User.objects.below(by).filter(pk=person.pk).exists():
        raise PermissionDenied(_("You can give hours to people who report to you."))
    now = now or timezone.now()
    if begins_at <= now:
        raise ValidationError(_("This hour has passed; choose one to come."))
    if begins_at > now + timedelta(days=FARTHEST_HOUR_DAYS):
        raise ValidationError(_("Choose an hour within a year."))
    _hold(person)
    given = Hour.objects.given().filter(person=person, manager=by, begins_at=begins_at).first()
    if given:
        return given
    hour = Hour.objects.asked().select_for_update(of=("self",)).filter(person=person, manager=by).first()
    hour = hour or Hour(person=person, manager=by)
    hour.begins_at, hour.ends_at, hour.given_at = begins_at, begins_at + timedelta(hours=1), now
    hour.save()
    hours.done(hour, "given", by=by)
    return hour


def _hold(person: User) -> None:
    """Let what is done about one person's hours follow one another: a button pressed twice gives one hour."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)


@transaction.atomic
def withdraw_hour(hour: Hour, *, by: User) -> None:
    """Either of the two takes an hour back; both calendars lose it, and the other is told."""
    if by.pk not in (hour.person_id, hour.manager_id):
        raise PermissionDenied(_("This hour is not yours."))
    if Hour.objects.filter(pk=hour.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        hours.done(hour, "withdrawn", by=by)


@transaction.atomic
def deactivate_person(person: User, *, by: User) -> None:
    """Somebody left: they cannot sign in, and open sessions end with their sockets."""
    if not by.is_ld_admin:
        raise PermissionDenied(_("Only L&D admins do this."))
    User.objects.filter(pk=person.pk).update(is_active=False)
    signin.sessions_ended(person.pk)


@transaction.atomic
def name_ld_admin(person: User, *, by: User) -> User:
    """Somebody runs learning for the whole organisation from now on; nobody can raise themselves."""
    if not (by.is_ld_admin or by.is_system) or by.pk == person.pk:
        raise PermissionDenied(_("Only L&D admins name others."))
    person.is_ld_admin = True
    person.save(update_fields=["is_ld_admin"])
    return person
