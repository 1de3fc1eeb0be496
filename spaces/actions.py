"""Every write to spaces: opening and closing them, who joins and leaves, and what their journals record."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces import live, tasks
from spaces.models import Entry, Membership, Space

TAKE_NUMBERS = "UPDATE spaces_space SET last_number = last_number + %s WHERE id = %s RETURNING last_number"
WRITE_ONE = """
WITH taken AS (UPDATE spaces_space SET last_number = last_number + 1 WHERE id = %s RETURNING last_number)
INSERT INTO spaces_entry
    (space_id, number, verb, by_id, target_type, target_id, occurred_at, received_at, data)
SELECT %s, last_number, %s, %s, %s, %s, %s, %s, %s::jsonb FROM taken RETURNING id, number
"""
HOLD = """
SELECT role FROM spaces_membership
WHERE space_id = %s AND person_id = %s AND ended_at IS NULL FOR SHARE
"""


@dataclass(frozen=True)
class Deed:
    """One thing done, on its way into a journal."""

    verb: str
    by: object
    target: object
    occurred_at: datetime | None = None
    data: dict = field(default_factory=dict)


@transaction.atomic
def open_space(
    kind: str, *, title: str, parent: Space | None = None, time_zone: str = "UTC", **fields
) -> Space:
    """A new space, empty of people."""
    return Space.objects.create(kind=kind, title=title, parent=parent, time_zone=time_zone, **fields)


def commons() -> Space:
    """The organisation's one common space, made when first asked for."""
    space, _made = Space.objects.get_or_create(
        kind=Space.Kind.COMMONS,
        defaults={"title": _("Commons"), "readable_by": Space.ReadableBy.ORGANISATION},
    )
    return space


@transaction.atomic
def join_space(space: Space, *, person, role: str, by, occurred_at: datetime | None = None) -> Membership:
    """A person is in the space in this role from now on; joining twice is quiet."""
    membership, joined = Membership.objects.get_or_create(
        space=space,
        person=person,
        role=role,
        ended_at=None,
        defaults={"began_at": occurred_at or timezone.now()},
    )
    if joined:
        record(
            space,
            by=by,
            verb="membership.began",
            target=membership,
            occurred_at=occurred_at,
            data={"person": person.pk, "role": role},
        )
        live.membership_changed(space.pk, person.pk)
    return membership


@transaction.atomic
def leave_space(
    space: Space,
    *,
    person,
    by,
    role: str | None = None,
    is_deep: bool = True,
    occurred_at: datetime | None = None,
) -> int:
    """A person's memberships in the space and, `is_deep`, in the spaces below it end; leaving twice is quiet.

    Waits for writes that hold the membership, and shuts the person's open sockets out.
    """
    spaces = _with_children(space) if is_deep else [space]
    open_rows = Membership.objects.open().filter(person=person, space__in=spaces)
    if role:
        open_rows = open_rows.filter(role=role)
    ending = list(
        open_rows.select_for_update(of=("self",)).select_related("space").order_by("space_id", "id")
    )
    for membership in ending:
        membership.ended_at = max(occurred_at or timezone.now(), membership.began_at)
        membership.save(update_fields=["ended_at"])
        record(
            membership.space,
            by=by,
            verb="membership.ended",
            target=membership,
            occurred_at=occurred_at,
            data={"person": person.pk, "role": membership.role},
        )
        live.membership_changed(membership.space_id, person.pk)
    return len(ending)


@transaction.atomic
def join_many(
    space: Space, *, people: Iterable, role: str, by, moments: Mapping[int, datetime | None]
) -> list[Membership]:
    """Many people are in the space in this role, each from their moment on; who is in already is left alone."""
    inside = Membership.objects.open().filter(space=space, role=role).values_list("person_id", flat=True)
    inside = set(inside)
    rows = [
        Membership(space=space, person=p, role=role, began_at=moments.get(p.pk) or timezone.now())
        for p in people
        if p.pk not in inside
    ]
    joined = Membership.objects.bulk_create(rows, batch_size=2000)
    data = [{"person": m.person_id, "role": role} for m in joined]
    deeds = [
        Deed("membership.began", by, m, moments.get(m.person_id), d)
        for m, d in zip(joined, data, strict=True)
    ]
    record_many(space, deeds)
    return joined


@transaction.atomic
def leave_many(space: Space, *, moments: Mapping[int, datetime | None], by) -> int:
    """The memberships of many people in the space and in those below it end, each at its moment."""
    rows = Membership.objects.open().filter(person__in=list(moments), space__in=_with_children(space))
    rows = rows.select_for_update(of=("self",)).select_related("space").order_by("space_id", "id")
    ending, deeds = list(rows), defaultdict(list)
    for m in ending:
        m.ended_at = max(moments[m.person_id] or timezone.now(), m.began_at)
        data = {"person": m.person_id, "role": m.role}
        deeds[m.space].append(Deed("membership.ended", by, m, moments[m.person_id], data))
        live.membership_changed(m.space_id, m.person_id)
    Membership.objects.bulk_update(ending, ["ended_at"], batch_size=1000)
    for below, left in deeds.items():
        record_many(below, left)
    return len(ending)


@transaction.atomic
def close_space(space: Space, *, by) -> None:
    """Nobody writes in a closed space; what was said stays readable."""
    if Space.objects.filter(pk=space.pk, closed_at=None).update(closed_at=timezone.now()):
        space.refresh_from_db(fields=["closed_at"])
        record(space, by=by, verb="space.closed", target=space)


def hold_membership(space: Space, person) -> list[str]:
    """Hold a person's membership for the length of this transaction, and say its roles.

    Refuses with PermissionDenied whoever is no member now, and everybody in a closed space.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [space.pk, person.pk])
        roles = [row[0] for row in cursor.fetchall()]
    if not roles and space.kind != Space.Kind.COMMONS:
        raise PermissionDenied(_("You are not a member here."))
    if space.is_closed:
        raise PermissionDenied(_("This space is closed; it can be read."))
    return roles


def record(
    space: Space, *, by, verb: str, target, occurred_at: datetime | None = None, data: dict | None = None
) -> Entry:
    """Write one entry into a space's journal, under the next number; call it last in a transaction.

    The number's row lock is held until commit, so that entries appear in the order of their numbers.
    After commit watchers are told and readers are nudged.
    """
    return record_many(space, [Deed(verb, by, target, occurred_at, data or {})])[0]


@transaction.atomic(savepoint=False)
def record_many(space: Space, deeds: Iterable[Deed]) -> list[Entry]:
    """Write many entries under consecutive numbers taken at once; watchers get one frame."""
    deeds = list(deeds)
    if not deeds:
        return []
    entries = [_entry(space, deed) for deed in deeds]
    # Planned before it is written: from then on until the commit everybody else who writes here waits.
    live.recorded(space, entries, [deed.target for deed in deeds])
    tasks.nudge(space.pk)
    if len(entries) == 1:
        _write_one(space, entries[0])
    else:
        _write_many(space, entries)
    space.last_number = entries[-1].number
    return entries


def _write_one(space: Space, entry: Entry) -> None:
    """In one statement: everybody else who writes here waits for the number from it until the commit."""
    said: list = [
        entry.verb,
        entry.by_id,
        entry.target_type,
        entry.target_id,
        entry.occurred_at,
        entry.received_at,
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ONE, [space.pk, space.pk, *said, json.dumps(entry.data)])
        row = cursor.fetchone()
    if row is None:
        raise Space.DoesNotExist(f"space {space.pk} is gone")
    entry.pk, entry.number = row
    entry._state.adding, entry._state.db = False, connection.alias


def _write_many(space: Space, entries: list[Entry]) -> None:
    for number, entry in enumerate(entries, _take_numbers(space, len(entries))):
        entry.number = number
    Entry.objects.bulk_create(entries, batch_size=2000)


def _take_numbers(space: Space, count: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBERS, [count, space.pk])
        row = cursor.fetchone()
    if row is None:
        raise Space.DoesNotExist(f"space {space.pk} is gone")
    return row[0] - count + 1


def _entry(space: Space, deed: Deed) -> Entry:
    now = timezone.now()
    return Entry(
        space=space,
        verb=deed.verb,
        by=deed.by,
        data=deed.data,
        target_type=deed.target._meta.label_lower,
        target_id=str(deed.target.pk),
        occurred_at=deed.occurred_at or now,
        received_at=now,
    )


def _with_children(space: Space) -> list[int]:
    return [space.pk, *Space.objects.filter(parent=space).values_list("pk", flat=True)]
