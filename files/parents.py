"""What files can belong to: each app names its noun and how the ids visible to a person are asked for."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

_parents: dict[str, Callable[[object], QuerySet]] = {}


def register(parent_type: str, visible_ids: Callable[[object], QuerySet]) -> None:
    """Say that files may belong to this noun, e.g. register("discussions.post", ids_of_visible_posts)."""
    _parents[parent_type] = visible_ids


def registered() -> Iterable[tuple[str, Callable[[object], QuerySet]]]:
    return tuple(_parents.items())
