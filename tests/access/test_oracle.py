"""The existence oracle: what a persona may not see answers like what does not exist, on pages, files and the API."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from tests.access import matrix
from tests.access.test_matrix import address, data, send
from tests.access.world import PERSONAS
from tests.oracle import face_of

pytestmark = pytest.mark.django_db
UNKNOWN_NUMBER = 987_654_321
# Addresses that are their own key, or of which one part is told by another that the persona may see.
OWN_KEYS = {
    "false link",
    "sign-in link",
    "mute ticket",
    "thread mute ticket",
    "check-in ticket",
    "TM's calendar",
}
DETAILS = [row for row in matrix.ROWS if row.where and not set(row.where) & OWN_KEYS]

# Signed out, each route and method once, at whatever address.
SIGNED_OUT = list({(row.name, row.method): row for row in DETAILS}.values())


def unknown(world, row: matrix.Row) -> str:
    """The same address of something that never was."""
    where: dict = {}
    for label in row.where:
        where |= world.at[label]
    made_up = {
        name: uuid.UUID(int=7, version=4) if isinstance(value, uuid.UUID) else UNKNOWN_NUMBER
        for name, value in where.items()
    }
    return reverse(row.name, kwargs=made_up)


def hidden_from(row: matrix.Row) -> list[str]:
    """The first and the last of whom it is hidden: a stranger, and somebody near."""
    hidden = [persona for persona in PERSONAS if row.expected(persona) == "nothing"]
    return list(dict.fromkeys([*hidden[:1], *hidden[-1:]]))


@pytest.mark.parametrize("row", [row for row in DETAILS if hidden_from(row)], ids=str)
def test_denied_looks_like_unknown(world, clients, row):
    faults = []
    hidden = hidden_from(row)
    told = face_of(_answer(world, clients[hidden[0]], row, unknown(world, row)))
    for persona in hidden:
        if face_of(_answer(world, clients[persona], row, address(world, row))) != told:
            faults.append(persona)
    assert told[0] == 404
    assert not faults


@pytest.mark.parametrize("row", SIGNED_OUT, ids=str)
def test_signed_out_cannot_tell_what_exists(world, clients, row):
    addresses = (address(world, row), unknown(world, row))
    (denied, there), (missing, nowhere) = (
        (face_of(_answer(world, clients["AN"], row, url)), url) for url in addresses
    )
    assert _without(denied, there) == _without(missing, nowhere)
    assert denied[0] in (302, 401)


def _without(face: tuple, url: str) -> tuple:
    """The face of a redirect to the sign-in, less the address to come back to, which its asker typed."""
    status, headers, body = face
    return status, {name: value.replace(url, "") for name, value in headers.items()}, body


def _answer(world, client, row: matrix.Row, url: str):
    with transaction.atomic():
        response = send(world, client, row, url)
        transaction.set_rollback(True)
    return response


def test_the_oracle_sees_a_difference(world, clients):
    """What is shown and what is not have different faces, so that equal ones mean something."""
    row = next(row for row in DETAILS if row.name == "thread")
    assert data(world, row) == {}
    shown, hidden = (
        face_of(_answer(world, clients[persona], row, address(world, row))) for persona in ("TM", "LX")
    )
    assert shown != hidden


@pytest.mark.parametrize(
    "row", [row for row in matrix.ROWS if not row.where and "AN" not in row.allow], ids=str
)
def test_signed_out_comes_to_the_sign_in(world, clients, row):
    answer = _answer(world, clients["AN"], row, address(world, row))
    assert answer.status_code in (302, 401)
    assert answer.status_code == 401 or answer["Location"].startswith("/accounts/login/")
