"""What `lib.text` takes out of a line, which addresses it takes for one, and what it draws on a face."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lib.text import clean_line, clean_text, fold_email, hue_of, initials, validate_plain, whole_number

FAMILY = "👨‍👩‍👧‍👦"
anything = st.text(st.characters(exclude_categories=())) | st.text(
    "\x00\t\r\n\ufeff\u202e\ud800\u2028 ae\u0301\u3164"
)


@given(anything)
def test_clean_line_is_idempotent_and_storable(text):
    line = clean_line(text)
    assert clean_line(line) == line
    assert line == unicodedata.normalize("NFC", line)
    assert not {"\n", "\t", "\x00", "\u202e"} & set(line)
    line.encode()
    validate_plain(line)


@given(anything)
def test_clean_text_is_idempotent_and_storable(text):
    lines = clean_text(text)
    assert clean_text(lines) == lines
    lines.encode()
    validate_plain(lines)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Mara \t\n Lind ", "Mara Lind"),
        ("Zoe\u0308", "Zoë"),
        ("a\x00b\ufeffc\u202ed\u2066e\ud83d", "abcde"),
        ("\u200b\u200d\u3164", ""),
        (FAMILY, FAMILY),
        ("مارا", "مارا"),
    ],
)
def test_clean_line_takes_out_what_cannot_be_shown(text, line):
    assert clean_line(text) == line


def test_clean_line_takes_a_megabyte():
    assert len(clean_line("x\x00" * 1_000_000)) == 1_000_000


def test_clean_text_keeps_lines():
    assert clean_text("one \r\n\r\n\r\n\r\n two\x00\u2028three") == "one\n\n two\nthree"


@pytest.mark.parametrize("text", ["\x00", "a\x1b", "\ud800", "\u202e", "\ufeff"])
def test_validate_plain_refuses(text):
    with pytest.raises(ValidationError):
        validate_plain(text)


@pytest.mark.parametrize(
    "address", ["Mara@Example.org", " mara@example.org\n", "ＭＡＲＡ@example.org", "mara@EXAMPLE.ORG"]
)
def test_fold_email_knows_one_address_in_many_spellings(address):
    assert fold_email(address) == "mara@example.org"


@pytest.mark.parametrize(
    "address",
    [
        "mara@example.org\u202e",
        "=cmd@example.org",
        "+a@example.org",
        "-a@example.org",
        "@example.org",
        "＝cmd@example.org",
        "ma\u200bra@example.org",
        "mara",
        "",
        "mara@example.org\x00",
        "a@b@example.org",
    ],
)
def test_fold_email_refuses(address):
    with pytest.raises(ValidationError):
        fold_email(address)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mara Lind", "ML"),
        ("ines", "I"),
        ("Jon van der Berg", "JB"),
        ("e\u0301lodie Roy", "ÉR"),
        ("مارا ليند", "م"),
        ("山田 太郎", "山"),
        (FAMILY, FAMILY),
        (f"{FAMILY} Smith", FAMILY),
        ("🇩🇪 Team", "🇩🇪"),
        ("👍🏽", "👍🏽"),
        ("(Bob) “Jones”", "BJ"),
        ("...", "?"),
        ("", "?"),
    ],
)
def test_initials_fit_a_face(name, expected):
    assert initials(name) == expected


@given(anything)
def test_initials_of_anything(text):
    assert initials(text)


def test_hues_spread_evenly():
    assert sorted(hue_of(person) for person in range(12)) == list(range(1, 13))
    assert hue_of(2**63) in range(1, 13)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("7", 7),
        ("0", 0),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("", None),
        ("-1", None),
        ("1e3", None),
        ("٣", None),
        ("²", None),
        (" 7", None),
        ("7\n", None),
    ],
)
def test_a_whole_number_is_plain_digits_that_a_column_holds(word, number):
    assert whole_number(word) == number
