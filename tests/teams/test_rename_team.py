"""A team gets another name: its room and its conversation are called so too."""

import pytest
from django.core.exceptions import ValidationError

from discussions.models import Thread
from teams.actions import rename_team
from tests.teams.conftest import entries


@pytest.mark.parametrize("who", ["mara", "priya"])
def test_members_and_who_runs_the_cohort_rename_it(signed_in, request, cohort, harbor, mara, who):
    client = signed_in(request.getfixturevalue(who))
    for _twice in range(2):
        answer = client.post(f"/teams/{harbor.pk}/rename/", {"name": " Gannet  rock ", "next": "/"})
        assert answer["Location"] == "/"
    harbor.refresh_from_db()
    assert harbor.name == harbor.space.title == "Gannet rock"
    assert Thread.objects.get(space=harbor.space).title == "Gannet rock"
    assert len(entries(cohort.space, "team.renamed")) == 1
    page = signed_in(mara).get(f"/teams/{harbor.pk}/").text
    assert "Gannet rock" in page
    assert "Rename the team" in page


@pytest.mark.parametrize(("who", "status"), [("lena", 403), ("grace", 403), ("stranger", 404)])
def test_nobody_else_does(signed_in, request, harbor, lantern, who, status):
    client = signed_in(request.getfixturevalue(who))
    assert client.post(f"/teams/{harbor.pk}/rename/", {"name": "Gannet"}).status_code == status
    harbor.refresh_from_db()
    assert harbor.name == "Harbor"


@pytest.mark.parametrize(
    ("name", "why"), [("Lantern", "no other"), (" ", "Write something"), ("x" * 81, "at most 80")]
)
def test_a_name_that_is_taken_empty_or_endless_is_refused(signed_in, harbor, lantern, mara, name, why):
    with pytest.raises(ValidationError, match=why):
        rename_team(harbor, by=mara, name=name)
    page = signed_in(mara).post(f"/teams/{harbor.pk}/rename/", {"name": name}, follow=True)
    assert why in page.text


def test_whoever_runs_it_finds_it_at_the_table(signed_in, cohort, harbor, priya):
    assert f"/teams/{harbor.pk}/rename/" in signed_in(priya).get(f"/cohorts/{cohort.pk}/teams/draw/").text
