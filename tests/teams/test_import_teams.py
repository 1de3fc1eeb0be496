"""Seating people from a table."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from spaces.models import Membership, Role
from teams.actions import import_teams, make_team_set
from teams.importing import plan_teams
from tests.teams.conftest import entries

TABLE = "E-mail,Team\nmara@example.org,Heron\nAIKO@example.org,heron\njon@example.org,Egret\n"


@pytest.fixture
def made(cohort, task, priya):
    return make_team_set(cohort, by=priya, activity=task, how="csv")


def upload(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("teams.csv", words.encode())


def seating(team_set) -> dict[str, list[str]]:
    return {
        team.name: sorted(team.seats.values_list("enrollment__person__called", flat=True))
        for team in team_set.teams.open().in_order()
    }


def test_a_look_writes_nothing_and_then_all_is_written(signed_in, made, mara, priya):
    client, address = signed_in(priya), f"/team-sets/{made.pk}/table/"
    page = client.post(address, {"file": upload(TABLE)}).content.decode()
    assert "3 get a seat, 0 move, 0 stay." in page
    assert not made.seats.exists()
    looked = page.split('name="looked" value="')[1].split('"')[0]
    answer = client.post(address, {"looked": looked, "write": "1"})
    assert answer["Location"] == f"/team-sets/{made.pk}/"
    assert seating(made) == {"Heron": ["Aiko", "Mara"], "Egret": ["Jon"]}
    assert Membership.objects.of(mara, Role.LEARNER).filter(space__title__startswith="Heron").exists()


def test_again_it_is_quiet_and_a_change_moves_who_moved(made, cohort, priya):
    import_teams(made, by=priya, data=TABLE.encode())
    import_teams(made, by=priya, data=TABLE.encode())
    assert len(entries(cohort.space, "member.seated")) == 3
    plan = import_teams(made, by=priya, data=b"mail;team\njon@example.org;Heron\n")
    assert (plan.new_count, plan.moved_count, plan.same_count) == (0, 1, 0)
    assert seating(made) == {"Heron": ["Aiko", "Jon", "Mara"], "Egret": []}


@pytest.mark.parametrize(
    ("rows", "number", "why"),
    [
        ("nobody@example.org,Heron", 3, "Nobody in this cohort"),
        ("stranger@example.org,Heron", 3, "Nobody in this cohort"),
        ("mara@example.org,Egret", 3, "Row 2 has this e-mail already"),
        ("jon@example.org,", 3, "The team is missing"),
        ("no address,Heron", 3, "not an e-mail address"),
        (f"jon@example.org,{'y' * 81}", 3, "longer than 80"),
    ],
)
def test_one_wrong_row_stops_all_with_its_reason(signed_in, made, stranger, priya, rows, number, why):
    words = f"email,team\nmara@example.org,Heron\n{rows}\n"
    [problem] = plan_teams(made, words.encode()).problems
    assert problem.row == number
    assert why in problem.message
    answer = signed_in(priya).post(f"/team-sets/{made.pk}/table/", {"file": upload(words)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "nobody was moved" in page
    assert "<td>E-mail</td>" in page or "<td>Team</td>" in page
    assert "<td>email</td>" not in page
    with pytest.raises(ValidationError, match="nothing was written"):
        import_teams(made, by=priya, data=words.encode())
    assert not made.teams.exists()


def test_what_is_no_table_is_refused(signed_in, made, priya):
    client, address = signed_in(priya), f"/team-sets/{made.pk}/table/"
    for words in ("", "name,place\nMara,Heron\n", "email,team\n"):
        assert client.post(address, {"file": upload(words)}).status_code == 422
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"looked": "abc", "write": "1"}).status_code == 422


def test_a_crowded_team_is_refused(made, cohort, priya):
    from cohorts.actions import invite
    from tests.conftest import person

    guests = [person(f"Guest{n}") for n in range(13)]
    invite(cohort, by=priya, people=guests)
    rows = "".join(f"{guest.email},Heron\n" for guest in guests)
    [problem] = plan_teams(made, f"email,team\n{rows}".encode()).problems
    assert problem.row == 14
    assert "more than 12" in problem.message


@pytest.mark.parametrize("who", ["mara", "grace", "tom", "stranger"])
def test_only_who_runs_the_cohort_may(signed_in, made, request, who):
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        import_teams(made, by=by, data=TABLE.encode())
    assert signed_in(by).get(f"/team-sets/{made.pk}/table/").status_code == 404
