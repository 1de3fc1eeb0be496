"""Catching up with a space over plain HTTP."""

import pytest
from django.urls import reverse

from spaces.actions import Deed, leave_space, record_many
from tests.oracle import face_of


def after(client, space, number: int):
    return client.get(reverse("space_after", args=[space.pk, number]))


def test_what_came_after_arrives_in_order(signed_in, cohort_space, mara):
    body = after(signed_in(mara), cohort_space, 2).json()
    assert [line["number"] for line in body["lines"]] == list(range(3, cohort_space.last_number + 1))
    assert body["upto"] == cohort_space.last_number


def test_the_same_thing_twice_is_sent_once_where_it_stands_last(signed_in, cohort_space, mara):
    start = cohort_space.last_number
    record_many(cohort_space, [Deed("space.closed", mara, cohort_space) for _ in range(3)])
    body = after(signed_in(mara), cohort_space, start).json()
    assert [line["number"] for line in body["lines"]] == [start + 3]


def test_too_much_asks_to_load_the_page(signed_in, cohort_space, mara):
    start = cohort_space.last_number
    record_many(cohort_space, [Deed("space.closed", mara, cohort_space) for _ in range(201)])
    body = after(signed_in(mara), cohort_space, start).json()
    assert body["reload"] is True
    assert body["lines"] == []


def test_queries_do_not_grow_with_what_was_missed(
    signed_in, cohort_space, mara, django_assert_max_num_queries
):
    client = signed_in(mara)
    record_many(cohort_space, [Deed("space.closed", mara, cohort_space) for _ in range(190)])
    with django_assert_max_num_queries(8):
        after(client, cohort_space, 5)


def test_a_stranger_gets_what_an_unknown_space_gets(signed_in, cohort_space, stranger):
    client = signed_in(stranger)
    hidden, unknown = after(client, cohort_space, 0), client.get(reverse("space_after", args=[10**9, 0]))
    assert hidden.status_code == 404
    assert face_of(hidden) == face_of(unknown)


def test_a_former_member_gets_nothing(signed_in, cohort_space, mara, priya):
    client = signed_in(mara)
    assert after(client, cohort_space, 0).status_code == 200
    leave_space(cohort_space, person=mara, by=priya)
    assert after(client, cohort_space, 0).status_code == 404


@pytest.mark.django_db
def test_signed_out_leads_to_sign_in(client):
    assert client.get(reverse("space_after", args=[1, 0])).status_code == 302
