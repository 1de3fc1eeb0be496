"""How many teams a mentor takes, and naming one beyond it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from cohorts.actions import end_cohort
from spaces.models import Membership
from teams.actions import form_team, name_mentor, release_mentor, set_mentor_limit
from teams.mentors import offered_for, with_room


@pytest.fixture
def full(harbor, grace):
    """Grace mentors Harbor, and takes no more."""
    set_mentor_limit(grace, most=1, by=grace)


def test_who_never_said_takes_four(cohort, harbor, grace, priya):
    for n in range(3):
        name_mentor(form_team(cohort, by=priya, name=f"T{n}", people=[]), person=grace, by=priya)
    fifth = form_team(cohort, by=priya, name="Fifth", people=[])
    with pytest.raises(ValidationError, match="Grace Test mentors 4 teams and takes no more"):
        name_mentor(fifth, person=grace, by=priya)


def test_beyond_the_limit_it_is_refused_with_a_sentence(signed_in, full, harbor, lantern, grace, priya):
    answer = signed_in(priya).post(
        reverse("name_mentor", args=[lantern.pk]), {"person": grace.pk}, follow=True
    )
    assert "takes no more" in answer.content.decode()
    assert not Membership.objects.of(grace).filter(space=lantern.space_id).exists()


def test_naming_again_who_is_named_is_quiet(full, harbor, grace, priya):
    name_mentor(harbor, person=grace, by=priya)


def test_who_is_released_has_room(full, harbor, lantern, grace, priya):
    release_mentor(harbor, person=grace, by=priya)
    name_mentor(lantern, person=grace, by=priya)


def test_teams_of_ended_cohorts_do_not_count(full, cohort, grace, priya):
    end_cohort(cohort, by=priya)
    assert with_room().get(pk=grace.pk).free == 1


def test_those_with_most_room_are_offered_first(full, cohort, priya, grace):
    assert [person.first_name for person in offered_for(cohort)] == ["Priya", "Grace"]
    assert [person.free for person in offered_for(cohort)] == [4, 0]


def test_a_mentor_says_it_of_themselves(signed_in, harbor, grace, priya):
    signed_in(grace).post(reverse("set_mentor_limit"), {"most": "2"})
    assert grace.mentor.most == 2
    with pytest.raises(PermissionDenied):
        set_mentor_limit(grace, most=9, by=priya)


@pytest.mark.parametrize("most", ["-1", "41", "x", ""])
def test_what_is_no_number_is_answered(signed_in, harbor, grace, most):
    assert signed_in(grace).post(reverse("set_mentor_limit"), {"most": most}).status_code == 422
