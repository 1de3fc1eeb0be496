"""What `lib.csvs` reads out of files as spreadsheets save them, what it says about bad ones, what it writes."""

import csv
import io
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.csvs import FORMULA_STARTS, read_table, write_rows
from lib.text import clean_line

COLUMNS = {"name": ("full name",), "email": ("e-mail", "mail"), "manager": ("manager's e-mail",)}
GOOD = "Name,E-mail,Manager\nMara Lind,mara@example.org,tom@example.org\nZoë Ré,zoe@example.org,\n"


def read(data, **options):
    data = data if isinstance(data, bytes) else data.encode()
    return read_table(data, columns=COLUMNS, required={"name", "email"}, **options)


def only_problem(data, **options):
    [problem] = read(data, **options).problems
    return problem


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-le"),
        GOOD.encode("utf-16-be"),
        GOOD.encode("cp1252"),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        ("sep=;\n" + GOOD.replace(",", ";")).encode(),
        GOOD.replace("Name", " FULL_NAME ").encode(),
        GOOD.replace("\n", ",,\n").encode(),
    ],
)
def test_reading_knows_how_spreadsheets_save(data):
    table = read(data)
    assert table.problems == []
    assert [row.values["name"] for row in table.rows] == ["Mara Lind", "Zoë Ré"]
    assert table.rows[1].values == {"name": "Zoë Ré", "email": "zoe@example.org", "manager": ""}


def test_rows_are_numbered_as_a_spreadsheet_does():
    table = read('Name,E-mail\n\nMara,"m@example.org"\n , \n"Zo\në",z@example.org\n')
    assert [(row.number, row.values["name"]) for row in table.rows] == [(3, "Mara"), (5, "Zo ë")]


def test_wrong_header_names_what_is_missing_and_what_was_found():
    problem = only_problem("Name,Phone\nMara,1\n")
    assert (problem.row, problem.column) == (1, "email")
    assert "“email”" in problem.message
    assert "“Phone”" in problem.message


def test_unknown_columns_are_named_and_ignored():
    table = read("Name,Phone,Mail\nMara,+49 1,m@example.org\n")
    assert table.ignored == ["Phone"]
    assert table.rows[0].values == {"name": "Mara", "email": "m@example.org"}


@pytest.mark.parametrize(
    ("data", "row", "word"),
    [
        ("", 1, "empty"),
        ("\n \n", 1, "empty"),
        ('Name,E-mail\nMara,m@x\n"Zoe,z@x\nJon,j@x\n', 3, "never closed"),
        ('Name,E-mail\n"Zoe,z@x\n"Jon",j@x\nTom,t@x\n', 2, "quotation"),
        ("Name,E-mail\nMara\n", 2, "1 cells"),
        ("Name,E-mail\nMara,m@x,more\n", 2, "3 cells"),
        ("Name,Name,E-mail\na,b,c\n", 1, "twice"),
        ("Name,E-mail\nMa\x00ra,m@x\n", 2, "cannot be shown"),
        ("Name,E-mail\nMara\u202e,m@x\n", 2, "cannot be shown"),
        (b"\xff\xfeN\x00", 1, "missing"),
        (b"\xff\xfeN\x00\x00\xd8a", 1, "not text"),
        ("Name,E-mail\n" + "x" * 1_000_000 + ",m@x\n", 2, "too long"),
    ],
)
def test_bad_files_are_refused_by_row(data, row, word):
    problem = read(data).problems[0]
    assert problem.row == row
    assert word in problem.message


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@x", '"\tx"', '"\rx"', " =1", "＝1"])
def test_formulas_are_refused_with_the_reason(cell):
    problem = only_problem(f"Name;E-mail\nMara;m@x\n{cell};z@x\n")
    assert (problem.row, problem.column) == (3, "name")
    assert "formula" in problem.message


def test_too_many_rows_are_refused():
    problem = only_problem("Name,E-mail\n" + "a,b\n" * 11, max_rows=10)
    assert problem.row == 12


def test_a_file_of_problems_is_not_read_to_its_end():
    assert len(read("Name,E-mail\n" + "=a,=b\n" * 60_000).problems) <= 1_002


def many_people(count):
    people = b"".join(b"Person %d,p%d@example.org,tom@example.org\n" % (n, n) for n in range(count))
    return b"Name,E-mail,Manager\n" + people


def test_fifty_thousand_rows_are_quick():
    data = many_people(50_000)
    began = time.process_time()
    assert len(read(data).rows) == 50_000
    assert time.process_time() - began < 3


def test_a_row_costs_less_than_two_kilobytes():
    data = many_people(2_000)
    tracemalloc.start()
    table = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak / len(table.rows) < 2_000


def test_reading_never_raises_on_bytes():
    @given(
        st.binary(max_size=200)
        | st.text(max_size=100).map(lambda text: ("Name,E-mail\n" + text).encode("utf-8", "ignore"))
    )
    def reads(data):
        table = read(data)
        assert table.rows or table.problems or data.count(b"\n") <= 100

    reads()


cells = st.text(max_size=12)


@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_what_is_written_is_read_again(rows):
    kept = [tuple(map(clean_line, row)) for row in rows]
    text = "".join(write_rows(["name", "email"], kept))
    table = read(text)
    expected = [
        tuple(f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in row)
        for row in kept
        if any(row)
    ]
    assert table.problems == []
    assert [(row.values["name"], row.values["email"]) for row in table.rows] == expected


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=3), max_size=5))
def test_no_written_cell_begins_a_formula(rows):
    text = "".join(write_rows(["=header"], rows, mark=False))
    text.encode()
    for record in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(FORMULA_STARTS) for cell in record)


def test_writing_sends_the_header_before_it_asks_for_rows():
    def rows():
        raise AssertionError("not yet")
        yield

    assert next(write_rows(["a", "b"], rows())) == "\ufeffa,b\r\n"


def test_writing_says_numbers_and_nothing():
    assert "".join(write_rows(["a", "b", "c"], [(1.5, None, -3)], mark=False)) == "a,b,c\r\n1.5,,'-3\r\n"
