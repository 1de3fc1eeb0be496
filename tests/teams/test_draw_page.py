"""The page on which teams are drawn, people moved and mentors named."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cohorts.actions import invite
from cohorts.models import Enrollment
from notifications.models import Notification
from spaces import readers
from spaces.models import Membership, Role, Space
from teams.actions import form_team, move_member, name_mentor, place_late, release_mentor, take_part
from teams.models import Seat
from tests.conftest import person
from tests.teams.conftest import entries


@pytest.fixture
def seated(quiet_cohort, priya, signed_in):
    """Eleven people asked, and drawn through the page."""
    invite(quiet_cohort, by=priya, people=[person(f"Guest{n}") for n in range(11)])
    client = signed_in(priya)
    answer = client.post(f"/cohorts/{quiet_cohort.pk}/teams/draw/", {"size": 4, "seed": 5})
    assert answer.status_code == 302
    return quiet_cohort


def test_three_tables_of_faces_stand_there(signed_in, seated, priya):
    page = signed_in(priya).get(f"/cohorts/{seated.pk}/teams/draw/").content.decode()
    assert page.count('class="drawn"') == 3
    assert page.count("data-id=") == 11
    assert f'action="/cohorts/{seated.pk}/start/"' in page


def test_a_wrong_size_is_said_beside_the_field(signed_in, seated, priya):
    answer = signed_in(priya).post(f"/cohorts/{seated.pk}/teams/draw/", {"size": 40, "seed": 5})
    assert answer.status_code == 422
    assert seated.teams.count() == 3


def test_somebody_is_dragged_to_another_table(signed_in, seated, priya):
    first, second, _third = seated.teams.order_by("position")
    seat = first.seats.first()
    words = {"order": seat.enrollment_id, "moved": seat.enrollment_id, "parent": second.pk}
    answer = signed_in(priya).post(f"/team-sets/{second.team_set_id}/move/", words)
    assert answer.status_code == 302
    seat.refresh_from_db()
    assert seat.team == second


def test_who_moves_somebody_is_told_what_is_handed_in(signed_in, handed_in, lantern, lena, priya):
    client, address = signed_in(priya), f"/cohorts/{lantern.cohort_id}/teams/draw/"
    page = client.get(address).content.decode()
    assert page.count(f"Has handed in “{handed_in.title}”. Who joins now takes part in what comes next.") == 1
    assert f'data-confirm="Harbor has handed in “{handed_in.title}”. Lena' in page
    assert "joins what comes next. Move?" in page
    enrollment = Enrollment.objects.get(cohort=lantern.cohort_id, person=lena)
    picked = client.get(f"{address}?move={enrollment.pk}").content.decode()
    assert f'aria-describedby="table-{handed_in.team_id}-done"' in picked


def test_a_mentor_is_named_by_choice_or_by_address(signed_in, seated, priya, grace, tom):
    team = seated.teams.first()
    client = signed_in(priya)
    client.post(f"/teams/{team.pk}/mentors/", {"person": grace.pk})
    client.post(f"/teams/{team.pk}/mentors/", {"email": "TOM@example.org"})
    page = client.post(f"/teams/{team.pk}/mentors/", {"email": "nobody@"})
    assert page.status_code == 422
    assert team.mentors == [grace, tom]
    client.post(f"/teams/{team.pk}/mentors/release/", {"person": tom.pk})
    assert not Space.objects.visible_to(tom).filter(pk=team.space_id).exists()


@pytest.mark.parametrize("who", ["mara", "grace", "tom", "stranger"])
def test_nobody_else_finds_the_page(signed_in, request, cohort, harbor, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(f"/cohorts/{cohort.pk}/teams/draw/").status_code == 404
    for address in (
        f"/cohorts/{cohort.pk}/teams/draw/",
        f"/team-sets/{harbor.team_set_id}/move/",
        f"/team-sets/{harbor.team_set_id}/place/",
        f"/teams/{harbor.pk}/mentors/",
        f"/teams/{harbor.pk}/mentors/release/",
    ):
        assert client.post(address, {"size": 2, "seed": 1}).status_code == 404


@pytest.mark.parametrize("count", [4, 12])
def test_the_page_takes_few_queries(signed_in, quiet_cohort, priya, django_assert_max_num_queries, count):
    invite(quiet_cohort, by=priya, people=[person(f"Guest{n}") for n in range(count)])
    client = signed_in(priya)
    client.post(f"/cohorts/{quiet_cohort.pk}/teams/draw/", {"size": 2, "seed": 5})
    with django_assert_max_num_queries(14):
        assert client.get(f"/cohorts/{quiet_cohort.pk}/teams/draw/").status_code == 200


def test_who_is_named_reads_the_room_and_everyone_is_told(harbor, grace, mara, priya):
    name_mentor(harbor, person=grace, by=priya)
    assert len(entries(harbor.space, "mentor.named")) == 1
    assert Membership.objects.of(grace, Role.MENTOR).filter(space=harbor.cohort.space_id).exists()
    readers.run_all(harbor.space_id)
    told = Notification.objects.filter(entry__verb="mentor.named").values_list("person", flat=True)
    assert {grace.pk, mara.pk} <= set(told)


def test_a_manager_of_a_member_is_no_mentor(harbor, tom, aiko, priya):
    with pytest.raises(ValidationError, match="Choose another"):
        name_mentor(harbor, person=tom, by=priya)
    with pytest.raises(ValidationError, match="Choose another"):
        name_mentor(harbor, person=aiko, by=priya)
    assert not Space.objects.visible_to(tom).filter(pk=harbor.space_id).exists()


def test_only_who_runs_the_cohort_names_and_releases(harbor, mara, grace, stranger):
    for act in (name_mentor, release_mentor):
        with pytest.raises(PermissionDenied):
            act(harbor, person=stranger, by=mara)


def test_who_moves_leaves_one_room_for_the_other(harbor, lantern, draft, mara, priya):
    part = take_part(draft.parts.first(), by=mara)
    move_member(harbor, lantern, person=mara, by=priya)
    assert not Space.objects.visible_to(mara).filter(pk=harbor.space_id).exists()
    assert Space.objects.visible_to(mara).filter(pk=lantern.space_id).exists()
    part.refresh_from_db()
    assert part.owner is None
    with pytest.raises(ValidationError, match="not in this team"):
        move_member(harbor, lantern, person=mara, by=priya)


def test_a_report_who_moves_in_shows_the_manager_out(harbor, lantern, mara, tom, priya):
    lantern.seats.all().delete()
    name_mentor(lantern, person=tom, by=priya)
    move_member(harbor, lantern, person=mara, by=priya)
    assert not Space.objects.visible_to(tom).filter(pk=lantern.space_id).exists()


def test_who_comes_late_sits_in_the_smallest_team(signed_in, cohort, harbor, lantern, priya):
    late = person("Late")
    [enrollment] = invite(cohort, by=priya, people=[late])
    signed_in(priya).post(f"/team-sets/{harbor.team_set_id}/place/", {"enrollment": enrollment.pk})
    assert Seat.objects.get(enrollment=enrollment).team == lantern
    assert place_late(enrollment, by=priya).team == lantern


def test_nobody_is_in_two_teams_and_no_name_twice(cohort, harbor, mara, lena, stranger, priya):
    with pytest.raises(ValidationError, match="in a team already"):
        form_team(cohort, by=priya, name="Other", people=[mara])
    with pytest.raises(ValidationError, match="no other has"):
        form_team(cohort, by=priya, name=" Harbor ", people=[lena])
    with pytest.raises(ValidationError, match="not in this cohort"):
        form_team(cohort, by=priya, name="Other", people=[stranger])
    assert cohort.teams.count() == 1


def test_a_learner_finds_their_seat_by_enrolment(cohort, harbor, mara):
    assert Enrollment.objects.get(cohort=cohort, person=mara).seats.get().team == harbor
