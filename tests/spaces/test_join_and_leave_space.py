"""Joining and leaving a space."""

import pytest
from django.core.exceptions import PermissionDenied

from spaces.actions import close_space, hold_membership, join_space, leave_space
from spaces.models import Entry, Membership, Role, Space


def verbs_of(space) -> list[str]:
    return list(Entry.objects.filter(space=space).after(0).values_list("verb", flat=True))


def test_a_member_sees_the_space_and_a_stranger_does_not(cohort_space, mara, stranger):
    assert Space.objects.visible_to(mara).filter(pk=cohort_space.pk).exists()
    assert not Membership.objects.of(stranger).exists()
    assert not Space.objects.visible_to(stranger).filter(pk=cohort_space.pk).exists()


def test_joining_twice_is_quiet(cohort_space, mara, priya):
    before = verbs_of(cohort_space)
    join_space(cohort_space, person=mara, role=Role.LEARNER, by=priya)
    assert verbs_of(cohort_space) == before


def test_leaving_ends_the_rooms_below_too(team_space, cohort_space, mara, priya):
    assert leave_space(cohort_space, person=mara, by=priya) == 2
    assert not Space.objects.visible_to(mara).filter(pk__in=[team_space.pk, cohort_space.pk]).exists()
    assert verbs_of(team_space)[-1] == "membership.ended"


def test_leaving_twice_is_quiet(cohort_space, mara, priya):
    leave_space(cohort_space, person=mara, by=priya)
    assert leave_space(cohort_space, person=mara, by=priya) == 0
    assert verbs_of(cohort_space).count("membership.ended") == 1


def test_coming_back_opens_a_new_membership(cohort_space, mara, priya):
    leave_space(cohort_space, person=mara, by=priya)
    join_space(cohort_space, person=mara, role=Role.LEARNER, by=priya)
    assert Membership.objects.filter(space=cohort_space, person=mara).count() == 2
    assert Space.objects.visible_to(mara).filter(pk=cohort_space.pk).exists()


def test_only_members_may_write(cohort_space, mara, stranger):
    assert hold_membership(cohort_space, mara) == [Role.LEARNER]
    with pytest.raises(PermissionDenied):
        hold_membership(cohort_space, stranger)


def test_nobody_writes_in_a_closed_space(cohort_space, mara, priya):
    close_space(cohort_space, by=priya)
    with pytest.raises(PermissionDenied):
        hold_membership(cohort_space, mara)
    assert Space.objects.visible_to(mara).filter(pk=cohort_space.pk).exists()
