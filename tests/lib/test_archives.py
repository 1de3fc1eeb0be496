"""Which archives `lib.archives` opens, which it refuses, and that a refusal leaves nothing behind."""

import io
import os
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import archives
from lib.archives import ArchiveRefused, open_archive

DATA = Path(os.environ.get("COLLOQUY_DATA", Path(__file__).parents[3] / "shared" / "data"))


def zip_of(*members, mode=None, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as packed:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.filename = name
            info.compress_type = compression
            if mode:
                info.external_attr = mode << 16
            packed.writestr(info, content)
    return file


def tar_of(*members, kind=tarfile.REGTYPE, linkname=""):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as packed:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname = len(content), kind, linkname
            packed.addfile(info, io.BytesIO(content))
    return file


def refusal(file):
    try:
        with open_archive(file) as archive:
            return [archive.read(name) for name in archive.names()]
    except ArchiveRefused as refused:
        return refused.code


@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_good_archive_is_read_and_extracted(pack, tmp_path):
    with open_archive(pack(("a.txt", b"one"), ("b/c.txt", b"two" * 99), ("b/empty", b""))) as archive:
        assert archive.names() == ["a.txt", "b/c.txt", "b/empty"]
        assert archive.read("a.txt") == b"one"
        archive.extract_to(tmp_path / "out")
    assert (tmp_path / "out/b/c.txt").read_bytes() == b"two" * 99
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_tar_of_a_folder_itself_is_read():
    with open_archive(tar_of(("./a", b"x"), ("./b/c", b"y"))) as archive:
        assert {name: archive.read(name) for name in archive.names()} == {"a": b"x", "b/c": b"y"}


def test_archive_is_opened_by_path(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of(("folder/", b""), ("folder/a", b"x")).getvalue())
    with open_archive(path) as archive:
        assert archive.names() == ["folder/a"]


ODD_NAMES = [
    "../up",
    "a/../../up",
    "/etc/passwd",
    "a//b",
    "C:/x",
    "a\\b",
    "..\\up",
    "a\nb",
    "a\x1bb",
    "a/.",
    "x" * 501,
]


@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_odd_names_are_refused(pack, name):
    assert refusal(pack((name, b"x"))) == "name"


def test_a_nul_in_a_name_is_refused():
    file = io.BytesIO(zip_of(("a_b.txt", b"x")).getvalue().replace(b"a_b", b"a\x00b"))
    assert refusal(file) in {"name", "damaged"}


@pytest.mark.parametrize(
    "names", [("a", "a"), ("a", "A"), ("é", "e\u0301"), ("a", "a/b"), ("a/b", "a"), ("x/y/z", "x/y")]
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("pack", [zip_of, tar_of])
def test_repeated_names_are_refused(pack, names):
    assert refusal(pack(*((name, b"x") for name in names))) == "duplicate"


def test_links_and_devices_are_refused():
    assert refusal(zip_of(("a", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777)) == "not_plain"
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
        assert refusal(tar_of(("a", b""), kind=kind, linkname="/etc/passwd")) == "not_plain"


def test_unusual_compression_and_encryption_are_refused():
    assert refusal(zip_of(("a", b"x"), compression=zipfile.ZIP_LZMA)) == "not_plain"
    encrypted = bytearray(zip_of(("a", b"x")).getvalue())
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(io.BytesIO(encrypted)) == "not_plain"


def test_bombs_are_refused():
    assert refusal(zip_of(("a", b"\x00" * 10_000_000))) == "ratio"
    assert refusal(tar_of(("a", b"\x00" * 10_000_000))) == "ratio"


def test_total_is_limited(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 20_000)
    noise = os.urandom(9_000)
    assert refusal(zip_of(("a", noise), ("b", noise), ("c", noise))) == "too_large"
    assert refusal(tar_of(("a", noise), ("b", noise), ("c", noise))) == "too_large"


def test_members_are_limited(monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    members = [(f"{number}", b"x") for number in range(11)]
    assert refusal(zip_of(*members)) == "members"
    assert refusal(tar_of(*members)) == "members"


def overlapping_zip():
    """Two directory entries for the same bytes, as in published bombs."""
    data = zip_of(("a", os.urandom(500))).getvalue()
    directory = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[directory:end]
    twin = entry[:46] + b"b" + entry[47:]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(entry + twin), directory, 0)
    return io.BytesIO(data[:directory] + entry + twin + tail)


def test_overlapping_entries_are_refused():
    assert len(zipfile.ZipFile(overlapping_zip()).infolist()) == 2
    assert refusal(overlapping_zip()) == "overlap"


def test_an_entry_that_declares_less_than_it_holds_is_refused():
    data = bytearray(zip_of(("a", b"x" * 50)).getvalue())
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<L", 10)
    assert refusal(io.BytesIO(data)) in {"damaged", "size"}


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"hello", b"PK\x03\x04 not really", b"\x1f\x8b not really", b"\xff" * 99]
)
def test_other_files_are_refused(data):
    assert refusal(io.BytesIO(data)) in {"kind", "damaged"}


def test_a_long_header_is_refused():
    file = tar_of(("x" * 90_000, b"x"))
    assert refusal(file) == "damaged"


def test_reading_has_its_limit_and_knows_what_is_there():
    with open_archive(zip_of(("a", b"x" * 100))) as archive:
        with pytest.raises(ArchiveRefused, match="too large"):
            archive.read("a", limit=99)
        with pytest.raises(ArchiveRefused, match="no file"):
            archive.read("b")


def test_refusal_while_unpacking_leaves_nothing_behind(tmp_path):
    data = bytearray(zip_of(("a", b"fine"), ("b", b"y" * 50), compression=zipfile.ZIP_STORED).getvalue())
    data[data.index(b"y" * 50)] = ord("z")
    with open_archive(io.BytesIO(data)) as archive, pytest.raises(ArchiveRefused, match="damaged"):
        archive.extract_to(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_extracting_over_something_is_an_error_and_leaves_it(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/kept").write_text("kept")
    with open_archive(zip_of(("a", b"x"))) as archive, pytest.raises(OSError, match="not empty"):
        archive.extract_to(tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "kept"]


@given(
    st.dictionaries(st.text("abé./\\\x00\u202e:", min_size=1, max_size=6), st.binary(max_size=50), max_size=4)
)
def test_whatever_opens_gives_back_what_was_packed(files):
    file = zip_of(*files.items())
    try:
        archive = open_archive(file)
    except ArchiveRefused:
        return
    with archive:
        for name in archive.names():
            assert archive.read(name) == files[name]
            assert ".." not in name.split("/")


@given(st.data())
def test_damage_never_escapes_as_another_error(data):
    packed = bytearray(zip_of(("a.txt", b"one" * 30), ("b/c", b"two")).getvalue())
    for _flip in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        with open_archive(io.BytesIO(packed)) as archive:
            for name in archive.names():
                archive.read(name)
    except ArchiveRefused:
        pass


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no real data at {DATA}")
@pytest.mark.parametrize("name", ["carpentries-instructor-training.zip", "openedx-demo-course.tar.gz"])
def test_real_courses_open(name):
    with open_archive(DATA / "courses" / name) as archive:
        assert len(archive.names()) > 50
