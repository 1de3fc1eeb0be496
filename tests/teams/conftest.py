"""Two teams of the running cohort: Harbor with Mara, Aiko and Jon, mentored by Grace; Lantern with Lena."""

from __future__ import annotations

import pytest

from courses.models import Activity
from spaces.models import Entry
from teams import actions
from teams.models import Part, ReviewRound, Submission, Team
from tests.cohorts.conftest import cohort, plan, quiet_cohort, steps, version  # noqa: F401
from tests.teams import reviewing

PARTS = ["What we ask for", "How we say it", "When it goes wrong"]


@pytest.fixture
def task(cohort) -> Activity:  # noqa: F811
    """The cohort's team task, whose draft has three parts."""
    found = Activity.objects.get(module__version=cohort.version_id, kind=Activity.Kind.TEAM_TASK)
    found.parts = PARTS
    found.save()
    return found


@pytest.fixture
def harbor(cohort, mara, aiko, jon, grace, priya) -> Team:  # noqa: F811
    team = actions.form_team(cohort, by=priya, name="Harbor", people=[mara, aiko, jon])
    actions.name_mentor(team, person=grace, by=priya)
    return team


@pytest.fixture
def lantern(cohort, lena, priya) -> Team:  # noqa: F811
    return actions.form_team(cohort, by=priya, name="Lantern", people=[lena])


@pytest.fixture
def draft(harbor, task, mara) -> Submission:
    """Harbor's draft, of which nobody has taken a part."""
    return actions.open_submission(harbor, task, by=mara)


@pytest.fixture
def part(draft, mara) -> Part:
    """The first part; Mara has it."""
    return actions.take_part(draft.parts.in_order()[0], by=mara)


@pytest.fixture
def handed_in(draft, part, mara, aiko) -> Submission:
    actions.save_part(part, by=mara, body="<p>One thing a week.</p>", revision=0)
    actions.ready_part(part, by=mara)
    actions.propose_hand_in(draft, by=aiko)
    return actions.hand_in(draft, by=mara)


def write(part: Part, by, words: str = "<p>Words.</p>", *, ready: bool = True) -> Part:
    """Somebody takes a part, writes it and says that it is ready."""
    actions.take_part(part, by=by)
    part = actions.save_part(part, by=by, body=words, revision=0)
    return actions.ready_part(part, by=by) if ready else part


def entries(space, verb: str) -> list[Entry]:
    return list(Entry.objects.filter(space=space, verb=verb).after(0))


@pytest.fixture
def works(cohort, harbor, lantern, task, priya) -> list[Team]:  # noqa: F811
    """Harbor, Lantern and two teams more have handed in."""
    teams = [harbor, lantern, *reviewing.more_teams(cohort, 2, priya)]
    for team in teams:
        reviewing.work_of(team, task)
    return teams


@pytest.fixture
def round(works, cohort, task, priya) -> ReviewRound:  # noqa: F811
    """A blind round in which each of the four teams reviews two others."""
    return actions.open_round(cohort, task, by=priya, k=2, seed=7)
