"""When a team meets: what was chosen, and what it may choose instead."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from people.models import User
from spaces.models import Role
from teams.forms import RhythmForm
from teams.models import Rhythm, Team
from teams.pages.drafts import people_in
from teams.rhythm import Proposal, propose

SHOWN = 3


def rhythm_context(team: Team, viewer, **sent) -> dict:
    """The team's choice with its next meetings, and up to three proposals with everybody's clock in each."""
    learners = [m.person for m in people_in(team) if m.role == Role.LEARNER]
    rhythm = Rhythm.objects.for_fragment().filter(team=team).first()
    proposals = proposals_for(team, learners)
    others = [one for one in proposals if not (rhythm and one.slots == rhythm.slots)]
    return {
        "team": team,
        "rhythm": rhythm,
        "meetings": rhythm.meetings_after(timezone.now(), SHOWN) if rhythm else [],
        "proposals": [_own_first(one, viewer) for one in others],
        "has_common_hour": any(not proposal.is_in_turn for proposal in proposals),
        "is_mine": viewer in learners,
        "cannot_come": bool(rhythm) and viewer in rhythm.objectors.all(),
        "form": RhythmForm(),
        **sent,
    }


def _own_first(proposal: Proposal, viewer) -> Proposal:
    """With the viewer's own clock before the others'."""
    times = [
        replace(one, clocks=tuple(sorted(one.clocks, key=lambda clock: clock.person != viewer)))
        for one in proposal.times
    ]
    return replace(proposal, times=tuple(times))


def proposals_for(team: Team, learners: list[User]) -> list[Proposal]:
    return propose(learners, zone=team.cohort.zone, now=timezone.now(), until=team.cohort.ends_on)
