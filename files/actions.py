"""Every write to stored files: storing an upload, giving it to its parent, and letting go of what nobody used."""

from __future__ import annotations

import functools
import hashlib
import operator
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from files import nameless, parents
from files.images import reencode
from files.models import StoredFile
from files.sniffing import FileType, sniff
from lib.text import clean_line
from people.models import User

log = structlog.get_logger(__name__)
ORPHAN_HOURS = 24
_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


def store(
    upload, *, by, alt: str = "", wanted: Callable[[FileType], bool] | None = None, otherwise: str = ""
) -> StoredFile:
    """Keep an upload of a person, who alone sees it until it has a parent.

    Refused: what is empty, too large, damaged, or not of a kind that we keep; and, with the words of `otherwise`,
    what is not `wanted` here, before anything is written.
    """
    if not upload.size:
        raise ValidationError(_("This file is empty."), code="empty")
    kind = sniff(upload)
    if wanted and not wanted(kind):
        raise ValidationError(
            otherwise or _("This is not the kind of file that belongs here."), code="unwanted"
        )
    file = StoredFile(owner=by, kind=kind.kind, name=_name(upload, kind), alt=clean_line(alt)[:300])
    content = _content(file, upload, kind)
    file.size, file.sha256 = content.size, _sha256(content)
    with keeping_nothing_on_failure():
        file.content.save(f"{file.pk.hex}{kind.ending}", content, save=False)
        _remember(file.content.name)
        file.save(force_insert=True)
    return file


@transaction.atomic
def attach(file_ids: Iterable[uuid.UUID | str], *, parent, by, parent_type: str = "") -> int:
    """From now on whoever sees the parent sees these files; only one's own files without a parent are taken."""
    mine = StoredFile.objects.orphans().filter(owner=by, pk__in=list(file_ids))
    return mine.update(parent_type=parent_type or parent._meta.label_lower, parent_id=parent.pk)


@transaction.atomic
def hand_over(file_ids: Iterable[uuid.UUID | str], *, of: Iterable[Model], to: Model) -> int:
    """These files go from the nouns to which they belonged to another; others of theirs stay where they are."""
    parents_of = list(of)
    if not parents_of:
        return 0
    theirs = StoredFile.objects.filter(
        parent_type=parents_of[0]._meta.label_lower, parent_id__in=[one.pk for one in parents_of]
    )
    return theirs.filter(pk__in=list(file_ids)).update(parent_type=to._meta.label_lower, parent_id=to.pk)


@transaction.atomic
def make_nameless(file_id: uuid.UUID | str, *, at: datetime | None = None) -> StoredFile | None:
    """The file's copy without what it says of who made it, which belongs where the file does; twice is quiet.

    None where there can be none, and for a file that is gone.
    """
    file = StoredFile.objects.select_for_update(of=("self",)).filter(pk=file_id).first()
    if file is None or file.nameless_at or not nameless.names_its_maker(file.content_type):
        return file and file.nameless
    file.nameless_at = at or timezone.now()
    with keeping_nothing_on_failure():
        file.nameless = _nameless_copy(file)
        file.save(update_fields=["nameless", "nameless_at"])
    return file.nameless


def _nameless_copy(file: StoredFile) -> StoredFile | None:
    with tempfile.TemporaryFile() as written:
        try:
            with file.content.open("rb") as source:
                nameless.write_nameless(file.content_type, source, written)
        except Exception:  # a stranger's file, damaged in ways that no parser foresees, or too long to read
            log.info("file_beyond_naming", file=str(file.pk))
            return None
        content = File(written)
        copy = StoredFile(
            owner_id=file.owner_id,
            kind=file.kind,
            name=file.name,
            content_type=file.content_type,
            parent_type=file.parent_type,
            parent_id=file.parent_id,
            size=content.size,
            sha256=_sha256(content),
        )
        copy.content.save(f"{copy.pk.hex}{Path(file.content.name).suffix}", content, save=False)
        _remember(copy.content.name)
        copy.save(force_insert=True)
        return copy


@transaction.atomic
def drop_orphans(now: datetime | None = None) -> int:
    """Files that have had no parent for a day, and that nothing unsent shows, are gone, with what they held."""
    before = (now or timezone.now()) - timedelta(hours=ORPHAN_HOURS)
    held = User.objects.exclude(photo=None).values("photo")
    old = StoredFile.objects.orphans().filter(stored_at__lt=before).exclude(pk__in=held)
    old = old.exclude(functools.reduce(operator.or_, map(Q, parents.still_wanted()), Q(pk=None)))
    return _drop(old.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:1000])


@transaction.atomic
def drop_files_of(parent_type: str, parent_ids: Iterable[int]) -> int:
    """The files of these nouns are gone for good, with what they held."""
    theirs = StoredFile.objects.filter(parent_type=parent_type, parent_id__in=list(parent_ids))
    return _drop(theirs.select_for_update(of=("self",)).order_by("pk"))


def _drop(files: Iterable[StoredFile]) -> int:
    dropped = list(files)
    for file in dropped:
        transaction.on_commit(functools.partial(default_storage.delete, file.content.name), robust=True)
        file.delete()
    return len(dropped)


@contextmanager
def keeping_nothing_on_failure() -> Iterator[None]:
    """If the block fails, what it wrote to the storage goes too: a rollback reaches rows only."""
    outer = _written.get()
    names: list[str] = []
    token = _written.set(names)
    try:
        yield
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise
    finally:
        _written.reset(token)
    if outer is not None:
        outer.extend(names)


def _remember(name: str) -> None:
    names = _written.get()
    if names is not None:
        names.append(name)


def _name(upload, kind: FileType) -> str:
    """What the file is called when it is saved again: its own name with the ending of what it really is."""
    given = clean_line((upload.name or "").replace("\\", "/").split("/")[-1])
    stem = given.rsplit(".", 1)[0] if "." in given else given
    return (stem.strip(" .")[:180] or _("file")) + kind.ending


def _content(file: StoredFile, upload, kind: FileType):
    file.content_type = kind.content_type
    if not kind.is_reencoded:
        return upload
    data, file.width, file.height = reencode(upload)
    file.content_type = "image/webp"
    return ContentFile(data)


def _sha256(content) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()
