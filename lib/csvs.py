"""Tables as text: reads what spreadsheets really save, naming what is wrong by row, and writes what they may open."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from lib.text import clean_line, without_controls

DELIMITERS = (",", ";", "\t")
MAX_PROBLEMS = 1_000
# The wide forms are read as their narrow ones by spreadsheets in Asian locales.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?\r?\n?', re.IGNORECASE)
_CHUNK = 200
_FIRST_LINE = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One good row: its number as a spreadsheet counts it (the header is 1), and text by column."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row, in words for the person who made the file; `column` is empty for the whole row."""

    row: int
    column: str
    message: str


@dataclass(slots=True)
class Table:
    """What was read: good rows, problems, and the headers nobody asked for. Write nothing where there are problems."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read_table(
    data: bytes, *, columns: Mapping[str, Sequence[str]], required: Iterable[str], max_rows: int = 60_000
) -> Table:
    """Rows of a CSV file under the columns' own names, or why not.

    `columns` gives each name the headers that stand for it, in any case. UTF-8, UTF-16 and Windows-1252 are told
    apart, and so are comma, semicolon and tab. Absent optional columns are empty text. Never raises for bad content.
    """
    table = Table()
    try:
        text = _decode(data)
    except UnicodeDecodeError:
        table.problems.append(
            Problem(1, "", _("This file is not text. Save it as CSV (UTF-8) and try again."))
        )
        return table
    spellings = {
        _header_key(spelling): name for name, all_of in columns.items() for spelling in (name, *all_of)
    }
    reader = _Reader(text, spellings)
    try:
        places = _read_header(reader, table, spellings, required)
        if places:
            _read_rows(reader, table, places, max_rows)
    except csv.Error as error:
        table.problems.append(Problem(reader.number + 1, "", _quote_message(str(error))))
    return table


def write_rows(
    header: Sequence[object], rows: Iterable[Sequence[object]], *, mark: bool = True
) -> Iterator[str]:
    """CSV text in pieces, for streaming: the header at once, then some hundred rows a piece.

    No cell begins with what a spreadsheet would run: such cells get a leading apostrophe. `mark` writes the
    byte-order mark without which Excel misreads accents; read it back as `utf-8-sig`.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([safe_cell(cell) for cell in header])
    yield ("\ufeff" if mark else "") + buffer.getvalue()
    remaining = iter(rows)
    while piece := list(islice(remaining, _CHUNK)):
        buffer.seek(0)
        buffer.truncate()
        writer.writerows([safe_cell(cell) for cell in row] for row in piece)
        yield buffer.getvalue()


def safe_cell(value: object) -> str:
    """The cell's text, with an apostrophe before what a spreadsheet would take for a formula."""
    text = "" if value is None else without_controls(str(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Reader:
    """The file's records with their number, which a failure in the middle needs for its message."""

    def __init__(self, text: str, spellings: Mapping[str, str]) -> None:
        self.number = 0
        delimiter = _delimiter(text, spellings)
        if separator := _SEPARATOR_LINE.match(text):
            delimiter, text, self.number = separator[1], text[separator.end() :], 1
        self._records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        for record in self._records:
            self.number += 1
            if any(cell and not cell.isspace() for cell in record):
                yield record


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    if encoding := _unmarked_utf16(data[:2000]):
        return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Latin-1 leaves nothing undefined; Windows-1252 is what Excel means by it.
        return data.decode("latin-1" if re.search(rb"[\x81\x8d\x8f\x90\x9d]", data) else "cp1252")


def _unmarked_utf16(start: bytes) -> str:
    if len(start) < 4 or len(start) % 2:
        return ""
    half = len(start) // 2
    if start[1::2].count(0) > half * 0.6 and not start[::2].count(0):
        return "utf-16-le"
    if start[::2].count(0) > half * 0.6 and not start[1::2].count(0):
        return "utf-16-be"
    return ""


def _delimiter(text: str, spellings: Mapping[str, str]) -> str:
    """The one that finds most known headers in the first line with words; else the one that splits it most."""
    first = next((line for line in io.StringIO(text[:_FIRST_LINE]) if line.strip()), "")

    def promise(delimiter: str) -> tuple[int, int]:
        cells = first.split(delimiter)
        return sum(_header_key(cell.strip().strip('"')) in spellings for cell in cells), len(cells)

    return max(DELIMITERS, key=promise)


def _header_key(header: str) -> str:
    return re.sub(r"[\s_\-‐‑–.]+", "", clean_line(header).casefold())


def _read_header(
    reader: _Reader, table: Table, spellings: Mapping[str, str], required: Iterable[str]
) -> list[str | None]:
    """For each place of a row the column that stands there; empty where the header will not do."""
    header = [clean_line(cell) for cell in next(iter(reader), [])]
    if not header:
        table.problems.append(Problem(1, "", _("This file is empty.")))
        return []
    places = [spellings.get(_header_key(cell)) for cell in header]
    table.ignored = [cell for cell, name in zip(header, places, strict=True) if name is None and cell]
    found = ", ".join(f"“{cell[:40]}”" for cell in header[:20] if cell)
    for name in sorted(set(required) - set(places)):
        message = _("The column “%(column)s” is missing. The first row has: %(found)s.")
        table.problems.append(Problem(reader.number, name, message % {"column": name, "found": found}))
    for name in sorted({name for name in places if name and places.count(name) > 1}):
        message = _("The column “%(column)s” stands here twice.") % {"column": name}
        table.problems.append(Problem(reader.number, name, message))
    return [] if table.problems else places


def _read_rows(reader: _Reader, table: Table, places: list[str | None], max_rows: int) -> None:
    known = [(place, name) for place, name in enumerate(places) if name]
    for count, record in enumerate(reader, start=1):
        if count > max_rows:
            message = _("This file has more than %(count)d rows. Split it into several.") % {
                "count": max_rows
            }
            table.problems.append(Problem(reader.number, "", message))
            return
        problems = list(_row_problems(record, reader.number, known, len(places)))
        if problems:
            table.problems += problems
        else:
            values = {name: clean_line(record[place]) for place, name in known}
            table.rows.append(Row(reader.number, values))
        if len(table.problems) >= MAX_PROBLEMS:
            message = _("Reading stopped here: mend the problems above first.")
            table.problems.append(Problem(reader.number, "", message))
            return


def _row_problems(
    record: list[str], number: int, known: list[tuple[int, str]], width: int
) -> Iterator[Problem]:
    if len(record) < width or any(record[width:]):
        message = _("This row has %(found)d cells, the first row has %(expected)d.")
        yield Problem(number, "", message % {"found": len(record), "expected": width})
        return
    # One search over the joined row keeps the good case, nearly all rows, cheap.
    has_controls = _CONTROL.search("".join(record))
    for place, name in known:
        cell = record[place]
        if cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS):
            message = _("A cell may not begin with “%(start)s”: a spreadsheet would run it as a formula.")
            yield Problem(number, name, message % {"start": _spelled(cell)})
        elif has_controls and _CONTROL.search(cell):
            yield Problem(number, name, _("This cell holds a character that cannot be shown."))


def _spelled(cell: str) -> str:
    names = {"\t": _("a tab"), "\r": _("a line end"), "\n": _("a line end")}
    return names.get(cell[0]) or cell.lstrip()[0]


def _quote_message(error: str) -> str:
    if "end of data" in error:
        return _("A quotation mark opens in this row and is never closed.")
    if "field limit" in error:
        return _("A cell is too long here. Perhaps a quotation mark opens in this row and is never closed.")
    return _("A quotation mark is out of place in this row.")
