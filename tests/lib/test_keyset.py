"""Pages by key cover a list once each, whatever comes between, and a broken key is a sentence."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models.functions import Lower
from django.http import Http404

from lib.keyset import key_of, page_by_key
from people.models import User

ORDERS = [
    ("id",),
    ("-id",),
    ("name", "id"),
    ("-name", "id"),
    ("-last_login", "name", "-id"),
    ("manager__name", "id"),
    ("lower_name", "-id"),
]


@pytest.fixture
def people(tom):
    start = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)
    people = [
        User(
            email=f"p{number}@example.org",
            name=["Ann", "ben", "Zoë 😀", "Çelik"][number % 4],
            password="!",
            manager=tom,
            last_login=start + timedelta(microseconds=number % 3),
        )
        for number in range(11)
    ]
    return User.objects.bulk_create(people)


def named(people):
    return User.objects.filter(id__in=[person.id for person in people]).annotate(lower_name=Lower("name"))


def walk(queryset, order, size):
    after, seen = None, []
    while True:
        page = page_by_key(queryset, order=order, after=after, size=size)
        assert 0 < len(page.items) <= size
        seen += page.items
        assert len(seen) <= 11, "a page came twice"
        after = page.next_key
        if after is None:
            return seen


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 3, 11, 50])
def test_pages_cover_the_list_in_order_once_each(people, order, size):
    queryset = named(people)
    assert walk(queryset, order, size) == list(queryset.order_by(*order))


def test_a_page_is_one_query(people, django_assert_num_queries):
    after = key_of(people[3], ("name", "id"))
    with django_assert_num_queries(1):
        page_by_key(User.objects.all(), order=("name", "id"), after=after, size=2)


def test_new_rows_before_the_key_shift_nothing(people):
    queryset = User.objects.filter(email__startswith="p")
    first = page_by_key(queryset, order=("name", "id"), size=4)
    User.objects.create(email="p0new@example.org", name="Aaa", password="!")
    second = page_by_key(queryset, order=("name", "id"), after=first.next_key, size=4)
    assert not set(first.items) & set(second.items)
    assert len(second.items) == 4


def test_an_order_without_id_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="id"):
        page_by_key(User.objects.all(), order=("name",))


def key(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


BROKEN = [
    "x", "é", "!!!", "=" * 9, "a" * 5_000, key({}), key([]), key([1]), key(["a", 1, 2]), key([None, 1]), key([["a"], 1]),
    key(["a\x00", 1]), key(["\ud800", 1]), key(["a", "x"]), key(["a", {"a": 1}]), key(["a", float("inf")]),
    key(["a", float("nan")]), base64.urlsafe_b64encode(b"\xff\xfe").decode(), key(1), "W" * 1_999,
]  # fmt: skip


@pytest.mark.parametrize("after", BROKEN)
def test_a_broken_key_is_refused_with_a_sentence(db, after):
    with pytest.raises(Http404, match="broken"):
        page_by_key(User.objects.all(), order=("name", "id"), after=after)


@pytest.mark.parametrize("moment", ["yesterday", "2026-02-30T00:00:00+00:00", "2026-01-01T00:00:00", 5, ""])
def test_a_broken_moment_is_refused(db, moment):
    with pytest.raises(Http404, match="broken"):
        page_by_key(User.objects.all(), order=("last_login", "id"), after=key([moment, 1]))


def test_a_number_beyond_the_database_ends_the_list(db, tom):
    assert page_by_key(User.objects.all(), order=("id",), after=key([10**30])).items == []
