"""Queries that the ORM composes once, and PostgreSQL plans once a connection; every call after only fills them in.

Composing and planning a page's queries costs several times what running them does. A composed query is a function
that returns a QuerySet made of the nouns' own words. It is called once, with stand-ins for its values, and its SQL is
kept and prepared; each call hands in its values and gives, as a list, what the QuerySet would have given.

    @composed
    def mates(enrollment):
        return Seat.objects.filter(team__seats__enrollment=enrollment).in_name_order()

Rows, numbers, moments and the like are values, and go in by place. A row is known by its key and its yes-or-no fields
alone, so that `visible_to(viewer)` is composed once for learners and once for L&D. What else differs in shape goes in
by name, and has SQL of its own. The function asks neither the database nor the clock: all it knows are its arguments.
"""

from __future__ import annotations

import copy
import functools
import itertools
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from weakref import WeakKeyDictionary

from django.db import connections
from django.db.models import BooleanField, Model, QuerySet
from django.http import Http404
from psycopg2.extensions import AsIs

# Larger than what queries say of themselves, and small enough for every column of whole numbers.
FIRST_STAND_IN = 2_000_011_000
_numbers = itertools.count(1)
# What each open connection has prepared.
_prepared: WeakKeyDictionary = WeakKeyDictionary()


def composed(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """A query composed at its first call, then only filled in."""
    known: dict[tuple, _Statement] = {}

    @functools.wraps(build)
    def ask(*values, **shape) -> list:
        key = (*map(_kind, values), *shape.items())
        if key not in known:
            known[key] = _Statement(build, values, shape)
        return known[key].run([value.pk if isinstance(value, Model) else value for value in values])

    return ask


def one_or_404(rows: list):
    """What was found by its id, if anything was."""
    if not rows:
        raise Http404
    return rows[0]


class _Statement:
    """The SQL of one query, with the places of its values."""

    def __init__(self, build: Callable[..., QuerySet], values: tuple, shape: dict):
        stand_ins = [_stand_in(value, place) for place, value in enumerate(values)]
        queryset = build(*stand_ins, **shape)
        if queryset._prefetch_related_lookups:
            raise ValueError("a composed query is one query")
        self.queryset, self.using = queryset, queryset.db
        self.compiler = queryset.query.get_compiler(self.using)
        bare = [one.pk if isinstance(one, Model) else one for one in stand_ins]
        sql, params = self.compiler.as_sql()
        self.order = [bare.index(param) for param in params if _is_among(param, bare)]
        # A row may be of no matter: L&D sees all. A number, a moment or a word is asked about.
        asked = {place for place, value in enumerate(values) if not isinstance(value, Model)}
        if not asked <= set(self.order) or any(
            isinstance(param, int) and param > FIRST_STAND_IN + 9 for param in params
        ):
            raise ValueError(
                f"{build.__qualname__} loses a value: for ever after it would be that of this call"
            )
        self.name = f"composed_{next(_numbers)}"
        self.sql = f"PREPARE {self.name} AS {sql}"
        places = itertools.count(1)
        self.params = [AsIs(f"${next(places)}") if _is_among(param, bare) else param for param in params]
        given = f" ({', '.join(['%s'] * len(self.order))})" if self.order else ""
        self.call = f"EXECUTE {self.name}{given}"

    def run(self, values: list) -> list:
        connection = connections[self.using]
        self._prepare(connection)
        compiler, params = copy.copy(self.compiler), tuple(values[place] for place in self.order)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: (self.call, params)
        query = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler
        filled = QuerySet(model=self.queryset.model, query=query, using=self.using)
        filled._fields = self.queryset._fields
        return [*self.queryset._iterable_class(filled)]

    def _prepare(self, connection) -> None:
        """Once a connection; a transaction that is taken back leaves it prepared."""
        # As a cursor does: one that was cut since the last request is replaced before anybody asks what it has prepared.
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        known = _prepared.setdefault(connection.connection, set())
        if self.name not in known:
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(self.sql, self.params)
            known.add(self.name)


def _is_among(param, stand_ins: list) -> bool:
    return any(type(param) is type(one) and param == one for one in stand_ins)


def _kind(value) -> tuple:
    """What of a value makes a difference to the SQL."""
    if isinstance(value, Model):
        return value._meta.model, *(getattr(value, name) for name in _yes_or_no(value._meta.model))
    return (type(value),)


def _stand_in(value, place: int):
    """Something of the same kind that nobody would write; a list stands for an array of whole numbers."""
    number = FIRST_STAND_IN + place
    if isinstance(value, Model):
        names = _yes_or_no(value._meta.model)
        # Its other fields are unread: whoever composes by them is told that there is no such row.
        return value._meta.model.from_db(
            "default", [value._meta.pk.attname, *names], [number, *(getattr(value, name) for name in names)]
        )
    kinds = {
        int: number,
        list: [number],
        str: f"stand-in {number}",
        uuid.UUID: uuid.UUID(int=number),
        datetime: datetime(1900, 1, 1, tzinfo=UTC) + timedelta(days=place),
    }
    return kinds[type(value)]


@functools.cache
def _yes_or_no(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if isinstance(field, BooleanField))
