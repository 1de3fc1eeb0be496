"""Who comes after the teams were formed: the console offers each a seat in the team that fits."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cohorts.actions import enroll_many
from teams.actions import form_team
from teams.models import Seat, TeamSet


@pytest.fixture
def page(signed_in, priya, cohort):
    address = f"/cohorts/{cohort.pk}/console/"
    return lambda: signed_in(priya).get(address)


@pytest.fixture
def teams(cohort, mara, jon, aiko, priya):
    """Harbor with Mara and Jon, Lantern with Aiko."""
    return [
        form_team(cohort, by=priya, name="Harbor", people=[mara, jon]),
        form_team(cohort, by=priya, name="Lantern", people=[aiko]),
    ]


def test_the_smallest_team_is_chosen_and_one_click_seats_there(signed_in, page, teams, cohort, priya, lena):
    enroll_many(cohort, people=[lena], by=priya)
    assert "Seat Lena in Lantern" in page().text
    (offer,) = page().context["late"]["offers"]
    words = {"moved": offer.enrollment.pk, "parent": offer.team.pk, "next": f"/cohorts/{cohort.pk}/console/"}
    answer = signed_in(priya).post(f"/team-sets/{offer.team.team_set_id}/move/", words)
    assert answer["Location"] == words["next"]
    assert Seat.objects.get(enrollment__person=lena).team == teams[1]
    assert "Without a team" not in page().text


def test_several_are_offered_seats_as_if_each_had_taken_theirs(page, teams, cohort, priya, lena, grace):
    enroll_many(cohort, people=[lena, grace], by=priya)
    offers = page().context["late"]["offers"]
    assert [(offer.enrollment.person, offer.team.name) for offer in offers] == [
        (grace, "Lantern"),
        (lena, "Harbor"),
    ]


def test_a_team_with_ones_manager_is_not_offered(page, teams, cohort, priya, lena, aiko):
    lena.manager = aiko
    lena.save()
    enroll_many(cohort, people=[lena], by=priya)
    assert "Seat Lena in Harbor" in page().text


def test_only_a_few_are_named_and_the_rest_is_counted(page, teams, cohort, priya):
    from tests.teams.test_membership import crowd

    cohort.seats = 30
    cohort.save()
    enroll_many(cohort, people=crowd(8), by=priya)
    late = page().context["late"]  # eight, and Lena
    assert (len(late["offers"]), late["more"]) == (5, 4)
    assert "4 people more have no team" in page().text


def test_nobody_is_late_where_there_are_no_teams_or_people_choose(page, cohort, priya, lena):
    assert "Without a team" not in page().text
    form_team(cohort, by=priya, name="Harbor", people=[])
    assert "Without a team" in page().text
    TeamSet.objects.update(how=TeamSet.How.SELF_CHOSEN)
    assert "Without a team" not in page().text
    TeamSet.objects.update(closes_at=timezone.now())
    assert "Without a team" in page().text
