"""Every form and every API door meets what nobody should send: never a 500, a sentence, and nothing lost."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.access.crawl import routes
from tests.robustness.forms import PAGES, PROGRAMS, SIGN_IN, Form
from tests.robustness.sending import as_form

pytestmark = pytest.mark.django_db

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
# In every field of words at once; each is followed by a word that must come back where the form does.
WORDS = {
    "nothing": "",
    "NUL, turned around, half a character": "a\x00b\u202ec\u2066d\ud800e",
    "broken bytes": b"a\xff\xc3(b\xed\xa0\x80",
    "emoji families": FAMILY * 9,
    "only invisible": "\u200b\u2060\ufeff",
    "too long": "y" * 6_000,
}
LONG_LINE = "z" * 1_000_000
# In all fields of a certain type at once.
JUNK = ("a\x00b", b"\xff", "z" * 5_000)
# In one field at a time, by what belongs there.
NUMBERS = ("10" * 30, "-1", "\u0663", str(2**63))
DATES = ("9999-12-31", "0001-01-01", "9999-12-31T23:59")
KEYS = ("not-a-uuid",)
OTHERS = ("a\x00b",)
JSON_VALUES = (None, [], {}, [["\x00"]], 10**30, -1, 1e308, True, {"\ud800": 1})
NO_JSON = (b"", b"{", b"[]", b"null", b'"\\ud800"', b"\xff\xfe", b"1e400", b'{"a":' * 9000, b"[" * 9000)
FORMS = (*PAGES, *PROGRAMS)
ALWAYS_OPEN = {"healthz", "readyz"}


def test_every_address_that_takes_a_post_is_tried(world, clients):
    known = {form.route for form in (*PAGES, *PROGRAMS)}
    browser = clients["LX"]
    strangers = [
        route.name for route in routes() if route.name not in known | ALWAYS_OPEN and _takes(browser, route)
    ]
    assert strangers == []


def _takes(browser, route) -> bool:
    """A method is refused before anything is looked up, so that any number will do."""
    cache.clear()
    made_up = {name: uuid.UUID(int=0) if name in route.uuids | {"key"} else 1 for name in route.captures}
    address = reverse(route.name, kwargs=made_up)
    return any(getattr(browser, method)(address).status_code != 405 for method in ("post", "put"))


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_what_is_right_is_taken_and_what_is_missing_refused_kindly(sender, form):
    """The premise of the others: this persona may send this form."""
    sent = sender.send(form, sender.fields(form))
    assert sent.status not in (403, 405, 410), sent
    assert sent.status != 404 or form.route in (
        "mute",
        "mute_thread",
        "check_in",
        "remove_author",
    ), sent
    faults = _faults(sender, form, {}, "as it is")
    for names in {tuple(form.words), tuple(form.values), tuple(form.words | form.values)}:
        faults += _faults(sender, form, dict.fromkeys(names, ...), f"no {names}")
    assert faults == []


@pytest.mark.parametrize("form", [form for form in FORMS if form.words], ids=str)
def test_odd_words_are_taken_or_refused_kindly(sender, form):
    faults = []
    for what, odd in WORDS.items():
        words = {name: _marked(odd, name) for name in form.words} if odd else dict.fromkeys(form.words, "")
        faults += _faults(sender, form, words, what)
    long_ones = {name: LONG_LINE + _mark(name) for name in form.words}
    # Two megabytes and a half is the most that Django reads.
    for pair in _pairs(long_ones):
        faults += _faults(sender, form, {name: long_ones[name] for name in pair}, f"1 MB in {pair}")
    assert faults == []


def _pairs(names) -> list[tuple]:
    names = list(names)
    return [tuple(names[i : i + 2]) for i in range(0, len(names), 2)]


@pytest.mark.parametrize("form", [form for form in FORMS if form.values], ids=str)
def test_odd_values_are_taken_or_refused_kindly(sender, form):
    faults = []
    words = {name: _marked(value, name) for name, value in form.words.items()}
    for value in JUNK:
        faults += _faults(sender, form, words | dict.fromkeys(form.values, value), f"all {value!r:.40}")
    for name in form.values:
        for value in (*_odd(sender.fields(form)[name]), *(JSON_VALUES if form.is_json else ())):
            faults += _faults(sender, form, words | {name: value}, f"{name}={value!r:.40}")
    assert faults == []


def _odd(valid: str) -> tuple:
    """What is odd where this would be right."""
    if valid.isdecimal():
        return NUMBERS
    if re.match(r"\d{4}-\d\d-\d\d", valid):
        return DATES
    return KEYS if len(valid) == 36 else OTHERS


@pytest.mark.parametrize("form", PROGRAMS, ids=str)
def test_json_that_is_none_is_refused(sender, form):
    client = sender.clients[form.persona]
    for body in NO_JSON:
        answer = getattr(client, form.method)(sender.address(form), body, content_type="application/json")
        assert answer.status_code < 500, body[:20]


@pytest.mark.parametrize("address", SIGN_IN)
def test_signing_in_takes_odd_words(db, address):
    for value in (*WORDS.values(), LONG_LINE):
        for name in SIGN_IN[address]:
            cache.clear()
            body, kind = as_form({**SIGN_IN[address], name: value})
            assert Client().post(address, body, content_type=kind).status_code < 500, (name, value[:40])


def _mark(name: str) -> str:
    return f"kept{name.replace('-', '')}"


def _marked(value: str | bytes, name: str) -> str | bytes:
    return value + (_mark(name).encode() if isinstance(value, bytes) else _mark(name))


def _faults(sender, form: Form, changed: dict, what: str) -> list[str]:
    fields = {name: value for name, value in (sender.fields(form) | changed).items() if value is not ...}
    try:
        sent = sender.send(form, fields)
    except Exception as error:
        return [f"{what}: {type(error).__name__}: {str(error)[:200]}"]
    return [f"{what}: {fault}" for fault in _wrong_in(form, changed, sent)]


def _wrong_in(form: Form, changed: dict, sent) -> list[str]:
    if sent.status >= 500:
        return [str(sent.status)]
    wrong = []
    if sent.status >= 400 and len(sent.sentence.split()) < 3:
        wrong.append(f"{sent.status} without a sentence: {sent.sentence[:80]!r}")
    typed = [name for name in form.words if _mark(name) in str(changed.get(name, ""))]
    if form.is_json:
        return wrong
    if sent.status in (409, 422):
        wrong += [f"{name} is lost at {sent.status}" for name in typed if _mark(name) not in sent.page]
    elif sent.refusals:
        wrong += [f"{name} is lost: {sent.refusals[0]}" for name in typed]
    return wrong
