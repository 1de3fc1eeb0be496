"""Lists page by key, "after this one": a page costs the same wherever it lies, and new rows shift nothing."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import Http404
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from lib.text import without_controls

MAX_SIZE = 500
MAX_KEY = 2_000

Item = TypeVar("Item", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items in order; `next_key` asks for those after them, and is None at the end."""

    items: list[Item]
    next_key: str | None


def page_by_key(
    queryset: QuerySet[Item], *, order: Sequence[str], after: str | None = None, size: int = 30
) -> Page[Item]:
    """One page in one query. `order` names fields or annotations that are never null, "-" first where descending.

    It ends with id, so that every row has its own place. A broken `after` is an unknown address.
    """
    if not order or order[-1].lstrip("-") != "id":
        raise ValueError("an order of pages ends with id")
    rows = queryset.order_by(*order)
    if after:
        rows = rows.filter(_after(order, _read_key(queryset, order, after)))
    size = max(1, min(size, MAX_SIZE))
    return page_of(list(rows[: size + 1]), order=order, size=size)


def page_of(found: list[Item], *, order: Sequence[str], size: int = 30) -> Page[Item]:
    """A page of rows that were found already, in this order: one more than its size, where there are more."""
    items = found[:size]
    return Page(items, key_of(items[-1], order) if len(found) > size else None)


def key_of(item: Model, order: Sequence[str]) -> str:
    """The key that asks for what comes after `item`; safe in an address."""
    values = [_plain(_value(item, name.lstrip("-"))) for name in order]
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """(a, b, id) > (x, y, z), written out because directions may differ."""
    later = Q()
    same: dict[str, Any] = {}
    for name, value in zip(order, values, strict=True):
        field, word = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        later |= Q(**same, **{f"{field}__{word}": value})
        same[field] = value
    # Follows from the rest; said so that the index can begin there.
    first, bound = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{bound}": values[0]}) & later


def _read_key(queryset: QuerySet[Any], order: Sequence[str], key: str) -> list[Any]:
    # A link that nobody wrote leads nowhere, like any other unknown address.
    refused = Http404(_("This link to a further page is broken. Start from the first page."))
    if len(key) > MAX_KEY:
        raise refused
    try:
        values = json.loads(base64.urlsafe_b64decode(key.encode("ascii") + b"=" * (-len(key) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            raise refused
        fields = [_field(queryset, name.lstrip("-")) for name in order]
        return [_typed(field, value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, RecursionError, OverflowError, ValidationError, Http404) as error:
        raise refused from error


def _typed(field: "Field[Any, Any]", value: object) -> Any:
    is_plain = isinstance(value, str | int | float) and value == value
    if not is_plain or (isinstance(value, str) and without_controls(value) != value):
        raise ValueError(value)
    typed = field.to_python(value)
    if typed is None or (isinstance(typed, datetime) and is_naive(typed)):
        raise ValueError(value)
    return typed


def _field(queryset: QuerySet[Any], name: str) -> "Field[Any, Any]":
    if name in queryset.query.annotations:
        return queryset.query.annotations[name].output_field
    model: Any = queryset.model
    *path, last = name.split("__")
    for step in path:
        model = model._meta.get_field(step).related_model
    field = model._meta.get_field(last)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(name)
    return field


def _value(item: Any, name: str) -> Any:
    for step in name.split("__"):
        item = getattr(item, step)
    return item


def _plain(value: Any) -> str | int | float:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
