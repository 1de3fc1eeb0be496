"""A cohort's pages: this week, the course, its people; who may see them, and what they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts import actions
from cohorts.models import ActivityProgress
from people.models import User
from tests.cohorts.conftest import publish

PAGES = ("", "course/", "people/")


@pytest.mark.parametrize("page", PAGES)
def test_members_see_it(signed_in, mara, priya, grace, cohort, page):
    for person in (mara, priya, grace):
        assert signed_in(person).get(f"/cohorts/{cohort.pk}/{page}").status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "console/", "invite/"])
def test_others_see_nothing(signed_in, stranger, tom, client, cohort, page):
    url = f"/cohorts/{cohort.pk}/{page}"
    assert signed_in(stranger).get(url).status_code == 404
    assert signed_in(tom).get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_an_ld_admin_sees_the_cohort_and_may_join_for_all_to_see(signed_in, cohort, db):
    admin = User.objects.create(email="other@example.org", name="Other Admin", is_ld_admin=True, password="!")
    page = signed_in(admin).get(f"/cohorts/{cohort.pk}/")
    assert b"You are not in this cohort" in page.content
    signed_in(admin).post(f"/cohorts/{cohort.pk}/join/")
    assert b"You are not in this cohort" not in signed_in(admin).get(f"/cohorts/{cohort.pk}/").content


def test_a_learner_cannot_join_as_admin(signed_in, mara, cohort):
    assert signed_in(mara).post(f"/cohorts/{cohort.pk}/join/").status_code == 403


def test_people_are_listed_with_role_and_clock(signed_in, mara, cohort):
    page = signed_in(mara).get(f"/cohorts/{cohort.pk}/people/").content.decode()
    assert "Facilitator" in page
    assert "Asia/Tokyo" in page


@pytest.mark.parametrize("learners", [10, 1000])
@pytest.mark.parametrize("page", PAGES)
def test_twelve_queries_whatever_the_number(
    signed_in, ines, plan, learners, page, django_assert_max_num_queries
):
    cohort, person = large_cohort(ines, plan, learners)
    browser = signed_in(person)
    browser.get(f"/cohorts/{cohort.pk}/{page}")
    with django_assert_max_num_queries(12):
        browser.get(f"/cohorts/{cohort.pk}/{page}")


def large_cohort(ines, plan, learners):
    kinds = [("lesson", f"Step {i}", i % 6) for i in range(36)]
    cohort = actions.create_cohort(publish("Large", kinds, modules=6), by=ines, seats=2000, **plan)
    people = User.objects.bulk_create(
        [User(email=f"p{i}@example.org", name=f"P {i}", password="!") for i in range(learners)]
    )
    actions.enroll_many(cohort, people=people, by=ines)
    actions.start_cohort(cohort, by=ines)
    rows = [
        ActivityProgress(enrollment=e, activity_id=a, count=1, done_at=cohort.started_at)
        for e in cohort.enrollments.all()
        for a in list(cohort.version.modules.values_list("activities__stable_id", flat=True))[:5]
    ]
    ActivityProgress.objects.bulk_create(rows, batch_size=5000)
    return cohort, people[0]


def test_the_board_stands_under_the_cohorts_head(signed_in, mara, cohort, django_assert_max_num_queries):
    browser = signed_in(mara)
    page = browser.get(f"/spaces/{cohort.space_id}/board/").content.decode()
    assert 'id="cohort-head"' in page
    assert page.count("<h1") == 1
    with django_assert_max_num_queries(12):
        browser.get(f"/spaces/{cohort.space_id}/board/")


def test_what_was_not_done_in_a_cohort_that_is_over_is_not_late(signed_in, mara, priya, cohort):
    today = timezone.now().date()
    cohort.starts_on, cohort.ends_on = today - timedelta(days=20), today - timedelta(days=1)
    cohort.save()
    client, address = signed_in(mara), f"/cohorts/{cohort.pk}/course/"
    assert ">Late</span>" in client.get(address).content.decode()
    actions.end_cohort(cohort, by=priya)
    page = client.get(address).content.decode()
    assert ">Late</span>" not in page
    assert "not done" in page
