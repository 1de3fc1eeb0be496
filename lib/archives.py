"""Archives from strangers (zip, tar.gz): opened only when every member is named, sized and placed as it should be."""

import gzip
import os
import re
import shutil
import stat
import struct
import tarfile
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lib.text import without_controls

MAX_MEMBERS = 10_000
MAX_UNPACKED = 1024**3
MAX_RATIO = 100
# A page of repeated markup packs a thousandfold; what stays below this is no bomb.
ALWAYS_UNPACKED = 1024**2
MAX_NAME = 500
READ_LIMIT = 20 * 1024**2

_BLOCK = 64 * 1024
_MAX_TAR_HEADER = 64 * 1024
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    gzip.BadGzipFile,
)


class ArchiveRefused(ValidationError):
    """An archive that we will not open, with a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    size: int
    is_folder: bool
    is_plain: bool


class _Packing(Protocol):
    """What a kind of archive tells of its members, in the order of the file."""

    def members(self) -> Iterator[_Member]: ...
    def open(self, name: str) -> IO[bytes]: ...
    def close(self) -> None: ...


class Archive:
    """A checked archive: its files by name. A context manager, as it holds files open."""

    def __init__(self, packing: _Packing, packed_size: int) -> None:
        self._packing = packing
        with _refusing_damage():
            self._sizes = _checked_sizes(packing.members(), packed_size)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._packing.close()

    def names(self) -> list[str]:
        """Names of the files, folders left out, with "/" between their parts."""
        return list(self._sizes)

    def size(self, name: str) -> int:
        """Unpacked bytes of a file, as the archive declares and `read` enforces."""
        return self._sizes[name]

    def read(self, name: str, limit: int = READ_LIMIT) -> bytes:
        """A file's bytes. Refused where it is not there, or unpacks to more than `limit` or than it declared."""
        if name not in self._sizes:
            raise ArchiveRefused(_("The archive has no file “%(name)s”.") % {"name": name}, code="missing")
        if self._sizes[name] > limit:
            raise ArchiveRefused(
                _("The file “%(name)s” in it is too large.") % {"name": name}, code="too_large"
            )
        return b"".join(self._blocks(name))

    def extract_to(self, directory: str | os.PathLike[str]) -> None:
        """Unpack everything into `directory`, which is absent or empty; on any refusal nothing is left behind."""
        target = Path(directory)
        waiting = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=target.parent))
        try:
            for name in self._sizes:
                self._write(name, waiting / name)
            waiting.chmod(0o755)
            waiting.rename(target)
        except BaseException:
            shutil.rmtree(waiting, ignore_errors=True)
            raise

    def _write(self, name: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for block in self._blocks(name):
                file.write(block)

    def _blocks(self, name: str) -> Iterator[bytes]:
        # The declared sizes were held against the limits; what is unpacked is held against the declared sizes.
        left = self._sizes[name]
        with _refusing_damage(), self._packing.open(name) as file:
            while block := file.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise ArchiveRefused(_("The archive holds more than it declares."), code="size")
                yield block
        if left:
            raise ArchiveRefused(_("The archive is damaged."), code="damaged")


def open_archive(source: str | os.PathLike[str] | BinaryIO) -> Archive:
    """Open a zip or tar.gz after checking all of it; a file object stays the caller's to close.

    Refused (`ArchiveRefused`): other kinds, more than 10,000 members, more than 1 GiB or 100 times its size
    unpacked, overlapping or repeated entries, links, encrypted entries, names that lead out or cannot be shown.
    """
    file = open(source, "rb") if isinstance(source, str | os.PathLike) else source  # noqa: SIM115
    is_ours = file is not source
    packing: _Packing | None = None
    try:
        file.seek(0)
        start = file.read(4)
        packed_size = file.seek(0, os.SEEK_END)
        file.seek(0)
        with _refusing_damage():
            packing = _packing(file, start, packed_size, is_ours=is_ours)
        return Archive(packing, packed_size)
    except BaseException:
        if packing:
            packing.close()
        elif is_ours:
            file.close()
        raise


def _packing(file: BinaryIO, start: bytes, packed_size: int, *, is_ours: bool) -> _Packing:
    if start in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _Zip(file, is_ours=is_ours)
    if start.startswith(b"\x1f\x8b"):
        return _TarGz(file, packed_size, is_ours=is_ours)
    raise ArchiveRefused(_("This is neither a zip nor a tar.gz archive."), code="kind")


@contextmanager
def _refusing_damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise ArchiveRefused(_("The archive is damaged."), code="damaged") from error


def _checked_sizes(members: Iterable[_Member], packed_size: int) -> dict[str, int]:
    """Size by name of every file, in order, once all rules of an archive hold."""
    sizes: dict[str, int] = {}
    folders: set[str] = set()
    files: set[str] = set()
    total = 0
    for count, member in enumerate(members, start=1):
        if count > MAX_MEMBERS:
            message = _("The archive has more than %(count)d files.") % {"count": MAX_MEMBERS}
            raise ArchiveRefused(message, code="members")
        name = _checked_name(member)
        total += member.size
        _check_total(total, packed_size)
        # Disks of other systems take letters of either case, and both spellings of é, for one name.
        key = unicodedata.normalize("NFC", name).casefold()
        parents = {key[: place.start()] for place in re.finditer("/", key)}
        if key in files or (not member.is_folder and key in folders) or parents & files:
            raise ArchiveRefused(_("The archive holds “%(name)s” twice.") % {"name": name}, code="duplicate")
        folders |= parents | ({key} if member.is_folder else set())
        if not member.is_folder:
            files.add(key)
            sizes[name] = member.size
    return sizes


def _check_total(total: int, packed_size: int) -> None:
    if total > MAX_UNPACKED:
        raise ArchiveRefused(_("The archive unpacks to more than 1 GiB."), code="too_large")
    if total > max(packed_size * MAX_RATIO, ALWAYS_UNPACKED):
        message = _("The archive unpacks to more than %(ratio)d times its size.") % {"ratio": MAX_RATIO}
        raise ArchiveRefused(message, code="ratio")


def _checked_name(member: _Member) -> str:
    name = member.name.removesuffix("/") if member.is_folder else member.name
    shown = without_controls(name).strip()[:80]
    if not member.is_plain:
        message = _("“%(name)s” in the archive is a link, encrypted or packed in a way that we do not open.")
        raise ArchiveRefused(message % {"name": shown}, code="not_plain")
    parts = name.split("/")
    is_odd = (
        len(name) > MAX_NAME
        or "\\" in name
        or _DRIVE.match(name)
        or re.search(r"[\t\r\n]", name)
        or without_controls(name) != name
        or any(part in {"", ".", ".."} or len(part.encode()) > 255 for part in parts)
    )
    if is_odd:
        message = _("The archive holds a file with a name that we do not accept: “%(name)s”.")
        raise ArchiveRefused(message % {"name": shown}, code="name")
    return name


class _Zip:
    """A zip read by its directory, whose entries must lie one behind the other."""

    def __init__(self, file: BinaryIO, *, is_ours: bool) -> None:
        self._file, self._is_ours = file, is_ours
        self._zip = zipfile.ZipFile(file)

    def members(self) -> Iterator[_Member]:
        entries = self._zip.infolist()
        if len(entries) <= MAX_MEMBERS:
            self._refuse_overlap(entries)
        for entry in entries:
            kind = stat.S_IFMT(entry.external_attr >> 16)
            is_plain = (
                kind in {0, stat.S_IFREG, stat.S_IFDIR}
                and not entry.flag_bits & 0x1
                and entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
            )
            # `filename` ends at a NUL; `orig_filename` is what stands in the file.
            yield _Member(entry.orig_filename, entry.file_size, entry.orig_filename.endswith("/"), is_plain)

    def _refuse_overlap(self, entries: list[zipfile.ZipInfo]) -> None:
        free_from = 0
        for entry in sorted(entries, key=lambda entry: entry.header_offset):
            self._file.seek(entry.header_offset)
            mark, name_length, extra_length = _LOCAL_HEADER.unpack(self._file.read(_LOCAL_HEADER.size))
            end = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length + entry.compress_size
            if mark != b"PK\x03\x04" or entry.header_offset < free_from or end > self._zip.start_dir:
                raise ArchiveRefused(_("Files in the archive overlap."), code="overlap")
            free_from = end

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def close(self) -> None:
        self._zip.close()
        if self._is_ours:
            self._file.close()


class _StrictTarInfo(tarfile.TarInfo):
    """A header that cannot make the reader load a gigabyte of name, or go back for ever."""

    _LONG = frozenset(
        {tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE}
        | {tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
    )

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.size < 0 or (self.type in self._LONG and self.size > _MAX_TAR_HEADER):
            raise tarfile.ReadError("header too long")
        return cast(tarfile.TarInfo, super()._proc_member(archive))  # type: ignore[misc]


class _TarGz:
    """A tar.gz unzipped once, within the limits, to a file without a name."""

    def __init__(self, file: BinaryIO, packed_size: int, *, is_ours: bool) -> None:
        self._file, self._is_ours = file, is_ours
        self._entries: dict[str, tarfile.TarInfo] = {}
        self._tape = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._unzip(packed_size)
            self._tar = tarfile.open(fileobj=self._tape, mode="r:", tarinfo=_StrictTarInfo)  # noqa: SIM115
        except BaseException:
            self._tape.close()
            raise

    def _unzip(self, packed_size: int) -> None:
        total = 0
        with gzip.GzipFile(fileobj=self._file) as unzipped:
            while block := unzipped.read(_BLOCK):
                total += len(block)
                _check_total(total, packed_size)
                self._tape.write(block)
        self._tape.seek(0)

    def members(self) -> Iterator[_Member]:
        for entry in self._tar:
            is_plain = (entry.isreg() or entry.isdir()) and not entry.issparse()
            # "./" is how `tar -c .` begins every name, the folder's own included.
            name = entry.name.removeprefix("./")
            if not (entry.isdir() and name == "."):
                self._entries[name] = entry
                yield _Member(name, entry.size, entry.isdir(), is_plain)

    def open(self, name: str) -> IO[bytes]:
        file = self._tar.extractfile(self._entries[name])
        if file is None:
            raise tarfile.ReadError(name)
        return file

    def close(self) -> None:
        self._tar.close()
        self._tape.close()
        if self._is_ours:
            self._file.close()
