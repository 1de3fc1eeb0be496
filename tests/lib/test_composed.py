"""Composed queries give what the ORM gives, for each viewer and each value, and refuse what they would get wrong."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.http import Http404
from django.utils import timezone

from courses.actions import create_course
from courses.models import Course
from lib.composed import composed, one_or_404
from people.models import User
from spaces.actions import join_space
from spaces.models import Membership, Role, Space

pytestmark = pytest.mark.django_db


@composed
def spaces_of(viewer):
    return Space.objects.visible_to(viewer).select_related("parent").order_by("-made_at", "id")


@composed
def courses_of(viewer):
    return Course.objects.written_by(viewer).order_by("id")


@composed
def began_since(moment, *, role):
    return (
        Membership.objects.filter(began_at__gt=moment, role=role).order_by("id").values_list("person", "role")
    )


@composed
def named(name, *, shown):
    return User.objects.filter(name=name).values(*shown)


def test_gives_what_the_orm_gives(cohort_space, mara, priya, stranger):
    for viewer in (mara, priya, stranger, mara):
        assert spaces_of(viewer) == list(spaces_of.__wrapped__(viewer))
    assert spaces_of(mara), "somebody sees something"


def test_gives_rows_with_their_joins(team_space, mara, django_assert_num_queries):
    spaces_of(mara)
    with django_assert_num_queries(1):
        assert {space.parent.title for space in spaces_of(mara) if space.parent_id}


def test_an_admin_and_a_learner_each_see_what_is_theirs(ines, mara):
    course = create_course(by=ines, title="Feedback")
    assert courses_of(mara) == []
    assert courses_of(ines) == [course]
    assert courses_of(mara) == []


def test_sees_what_was_written_since(cohort_space, stranger, priya):
    before = spaces_of(stranger)
    join_space(cohort_space, person=stranger, role=Role.GUEST, by=priya)
    assert [space for space in spaces_of(stranger) if space not in before] == [cohort_space]


def test_moments_words_and_shapes(cohort_space, mara):
    early, late = timezone.now() - timedelta(days=999), timezone.now() + timedelta(days=1)
    assert (mara.pk, "learner") in began_since(early, role=Role.LEARNER)
    assert (mara.pk, "learner") not in began_since(early, role=Role.FACILITATOR)
    assert began_since(late, role=Role.LEARNER) == []
    assert named(mara.name, shown=("id", "name")) == [{"id": mara.pk, "name": mara.name}]
    assert named("O'Hara %s", shown=("id",)) == []


def test_refuses_to_keep_the_first_callers_value(mara):
    @composed
    def forgetful(name):
        return User.objects.filter(name=name.upper())

    @composed
    def reckoning(viewer):
        return User.objects.filter(pk=viewer.pk + 100)

    with pytest.raises(ValueError, match="forgetful"):
        forgetful("Mara")
    with pytest.raises(ValueError, match="reckoning"):
        reckoning(mara)


def test_refuses_what_it_does_not_know_of_a_row(mara):
    @composed
    def by_zone(viewer):
        return User.objects.filter(pk=viewer.pk, time_zone=viewer.time_zone)

    with pytest.raises(User.DoesNotExist):
        by_zone(mara)


def test_nothing_found_is_an_unknown_address(mara):
    assert one_or_404(named(mara.name, shown=("id",))) == {"id": mara.pk}
    with pytest.raises(Http404):
        one_or_404(named("Nobody", shown=("id",)))


@pytest.mark.django_db(transaction=True)
def test_each_connection_prepares_for_itself(mara):
    assert named(mara.name, shown=("id",))
    found = []

    def elsewhere():
        try:
            found.extend(named(mara.name, shown=("id",)))
        finally:
            connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    connection.close()
    assert found == named(mara.name, shown=("id",)) == [{"id": mara.pk}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shown", [("id",), ("id", "called")], ids=["prepared", "new"])
def test_a_connection_that_was_cut_between_requests_is_replaced(mara, shown):
    named(mara.name, shown=("id",))
    ours, theirs = connection.connection.info.backend_pid, connection.copy()
    with theirs.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [ours])
    theirs.close()
    close_old_connections()
    assert [row["id"] for row in named(mara.name, shown=shown)] == [mara.pk]
