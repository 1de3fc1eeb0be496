"""The files of a course, wherever they lie: in a zip or in a folder, by the same two questions."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.text import without_controls

MAX_TEXT = 1_000_000
# A page with more of one mark than this is no prose, and parsing it would take minutes.
MAX_MARKS = 10_000
MAX_FILES = 10_000


class Sources(Protocol):
    def names(self) -> Iterable[str]: ...

    def read(self, name: str, limit: int) -> bytes: ...


class Folder:
    """A folder on this machine: no links are followed, hidden files are not part of it."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> list[str]:
        found: list[str] = []
        for folder, subfolders, files in os.walk(self._root):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            paths = [Path(folder) / name for name in sorted(files) if not name.startswith(".")]
            found += [path.relative_to(self._root).as_posix() for path in paths if not path.is_symlink()]
            if len(found) > MAX_FILES:
                raise ValidationError(_("This folder holds too many files."), code="too_many_files")
        return found

    def read(self, name: str, limit: int) -> bytes:
        path = self._root / name
        if path.stat().st_size > limit:
            raise ValidationError(_("“%(name)s” is too large.") % {"name": name}, code="too_large")
        return path.read_bytes()


class Below:
    """The part of other sources below one folder, as if it were the whole."""

    def __init__(self, sources: Sources, prefix: str) -> None:
        self._sources, self._prefix = sources, prefix

    def names(self) -> list[str]:
        start = len(self._prefix)
        return [name[start:] for name in self._sources.names() if name.startswith(self._prefix)]

    def read(self, name: str, limit: int) -> bytes:
        return self._sources.read(self._prefix + name, limit)


def read_text(sources: Sources, name: str) -> str:
    """A text file as text: UTF-8, or what Western editors wrote before it."""
    data = sources.read(name, MAX_TEXT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if any(text.count(mark) > MAX_MARKS for mark in "[{<*_`$>"):
        raise ValidationError(
            _("“%(name)s” is too intricate to import.") % {"name": name}, code="too_intricate"
        )
    return without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
