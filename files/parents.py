"""What files can belong to: each app names its noun, and how the ids visible to a person are asked for; and which
files that belong to nothing yet are still wanted."""

from collections.abc import Callable, Iterable

from django.db.models import Exists, QuerySet

_parents: dict[str, Callable[[object], QuerySet]] = {}
_wanted: list[Callable[[], Exists]] = []


def register(parent_type: str, visible_ids: Callable[[object], QuerySet]) -> None:
    """Say that files may belong to this noun, e.g. register("discussions.post", ids_of_visible_posts)."""
    _parents[parent_type] = visible_ids


def registered() -> Iterable[tuple[str, Callable[[object], QuerySet]]]:
    return tuple(_parents.items())


def register_wanted(wanted: Callable[[], Exists]) -> None:
    """Say which files without a parent must stay: a condition on their `OuterRef("pk")` and `OuterRef("owner")`."""
    _wanted.append(wanted)


def still_wanted() -> list[Exists]:
    """By what files without a parent are still wanted."""
    return [wanted() for wanted in _wanted]
