"""Being in a cohort: many at once, leaving, being moved, and what membership goes with each."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts import actions
from people.models import User
from spaces.models import Membership
from tests.cohorts.conftest import publish


def test_many_enroll_at_once_and_once(version, plan, ines, django_assert_max_num_queries):
    cohort = actions.create_cohort(version, by=ines, seats=2_000, **plan)
    people = User.objects.bulk_create(
        [User(email=f"p{i}@example.org", name=f"P {i}", password="!") for i in range(1_000)]
    )
    with django_assert_max_num_queries(30):
        assert actions.enroll_many(cohort, people=people, by=ines) == 1_000
    assert actions.enroll_many(cohort, people=people, by=ines) == 0
    assert Membership.objects.open().filter(space=cohort.space, role="learner").count() == 1_000
    assert cohort.space.entries.filter(verb="enrollment.began").count() == 1_000


def test_withdrawing_ends_the_membership_and_keeps_the_record(cohort, mara):
    enrollment = cohort.enrollments.get(person=mara)
    actions.withdraw(enrollment, by=mara)
    actions.withdraw(enrollment, by=mara)
    assert not Membership.objects.of(mara).filter(space=cohort.space).exists()
    assert cohort.enrollments.counted().filter(person=mara).exists()
    assert not cohort.enrollments.active().filter(person=mara).exists()
    assert cohort.space.entries.filter(verb="enrollment.withdrawn").count() == 1


def test_many_withdraw_each_at_their_moment(cohort, mara, jon, priya):
    moments = {mara.pk: cohort.started_at, jon.pk: None}
    assert actions.withdraw_many(cohort, people=[mara, jon], by=priya, occurred_at=moments) == 2
    assert cohort.enrollments.get(person=mara).withdrawn_at == cohort.started_at
    assert not Membership.objects.of(jon).filter(space=cohort.space).exists()


def test_removed_counts_in_no_figure(cohort, jon, priya):
    actions.remove(cohort.enrollments.get(person=jon), by=priya)
    assert not cohort.enrollments.counted().filter(person=jon).exists()


def test_moving_goes_on_in_the_other_cohort(cohort, plan, jon, ines):
    other = actions.create_cohort(cohort.version, by=ines, **{**plan, "title": "Winter"})
    moved = actions.move(cohort.enrollments.get(person=jon), to=other, by=ines)
    assert moved.cohort == other
    assert moved.is_enrolled
    assert not cohort.enrollments.counted().filter(person=jon).exists()
    assert not Membership.objects.of(jon).filter(space=cohort.space).exists()


def test_a_move_to_another_course_is_refused(cohort, plan, jon, ines):
    other = actions.create_cohort(publish("Interviews"), by=ines, **plan)
    with pytest.raises(ValidationError):
        actions.move(cohort.enrollments.get(person=jon), to=other, by=ines)


def test_a_learner_removes_nobody(cohort, jon, mara):
    with pytest.raises(PermissionDenied):
        actions.remove(cohort.enrollments.get(person=jon), by=mara)


def test_who_comes_back_is_in_again(cohort, jon, priya):
    actions.withdraw(cohort.enrollments.get(person=jon), by=jon)
    (invitation,) = actions.invite(cohort, by=priya, people=[jon])
    assert actions.enroll(invitation, by=jon).is_enrolled
