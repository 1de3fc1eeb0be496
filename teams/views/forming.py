"""Drawing teams: the tables of faces, moving somebody, and naming mentors."""

from __future__ import annotations

import secrets

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.models import Cohort
from lib.answers import if_valid, quietly
from lib.text import whole_number
from people.models import User
from spaces.models import Membership, Role
from teams import actions
from teams.forms import LARGEST_SEED, DrawForm, MentorForm
from teams.mentors import offered_for
from teams.models import Seat, Team


@require_http_methods(["GET", "HEAD", "POST"])
def draw_teams(request, cohort_id: int):
    """Tables of faces; a POST draws them, as often as one likes until the cohort starts."""
    cohort = _cohort(request, cohort_id)
    form = DrawForm(request.POST or None, initial={"seed": _seed()})
    draw = lambda words: actions.draw_teams(cohort, by=request.user, **words)  # noqa: E731
    if form.is_bound and if_valid(form, draw) is not None:
        return redirect("draw_teams", cohort.pk)
    status = 422 if form.is_bound else 200
    return render(request, "teams/draw_teams.html", {"form": form, **_tables(cohort)}, status=status)


@require_POST
def move_member(request, cohort_id: int):
    """Somebody sits at another table: `moved` is their enrolment, `parent` the team."""
    cohort = _cohort(request, cohort_id)
    seats = Seat.objects.filter(team__cohort=cohort).select_related("team__space", "enrollment__person")
    seat = get_object_or_404(seats, enrollment=_number(request, "moved"))
    team = _team(cohort, _number(request, "parent"))
    quietly(request, actions.move_member, seat.team, team, person=seat.enrollment.person)
    return _at_table(team)


@require_POST
def place_late(request, cohort_id: int):
    """Who has no seat yet sits where they are needed most."""
    cohort = _cohort(request, cohort_id)
    waiting = _unplaced(cohort).select_related("cohort__space")
    enrollment = get_object_or_404(waiting, pk=_number(request, "enrollment"))
    quietly(request, actions.place_late, enrollment)
    return redirect("draw_teams", cohort.pk)


@require_POST
def name_mentor(request, team_id: int):
    team = _team_of_mine(request, team_id)
    form = MentorForm(request.user, request.POST)
    if not form.is_valid():
        context = {"form": DrawForm(initial={"seed": _seed()}), "refused": form, "refused_team": team}
        return render(request, "teams/draw_teams.html", {**context, **_tables(team.cohort)}, status=422)
    quietly(request, actions.name_mentor, team, person=form.cleaned_data["person"])
    return _at_table(team)


@require_POST
def release_mentor(request, team_id: int):
    team = _team_of_mine(request, team_id)
    person = get_object_or_404(User, pk=_number(request, "person"))
    quietly(request, actions.release_mentor, team, person=person)
    return _at_table(team)


def _at_table(team: Team):
    """Back to the table that was changed, from where the keyboard goes on."""
    return redirect(f"{reverse('draw_teams', args=[team.cohort_id])}#table-{team.pk}")


def _cohort(request, cohort_id: int) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).select_related("space"), pk=cohort_id)


def _team(cohort: Cohort, team_id: int) -> Team:
    return get_object_or_404(cohort.teams.select_related("space", "cohort__space"), pk=team_id)


def _team_of_mine(request, team_id: int) -> Team:
    mine = Team.objects.filter(cohort__in=Cohort.objects.run_by(request.user))
    return get_object_or_404(mine.select_related("space", "cohort__space"), pk=team_id)


def _tables(cohort: Cohort) -> dict:
    """The tables with who sits there and who mentors, in a fixed number of queries."""
    teams = list(cohort.teams.order_by("position", "id"))
    seats = list(Seat.objects.filter(team__in=teams).standing().in_name_order())
    rows = Membership.objects.open().filter(space__in=[team.space_id for team in teams], role=Role.MENTOR)
    mentors = list(rows.select_related("person").order_by("id"))
    return {
        "cohort": cohort,
        "teams": [
            {
                "team": team,
                "seats": [seat for seat in seats if seat.team_id == team.pk],
                "mentors": [m.person for m in mentors if m.space_id == team.space_id],
            }
            for team in teams
        ],
        "waiting": list(_unplaced(cohort).in_name_order()[:200]),
        "mentors_offered": list(offered_for(cohort)),
    }


def _unplaced(cohort: Cohort):
    taken = Exists(Seat.objects.filter(enrollment=OuterRef("pk")))
    here = cohort.enrollments.filter(removed_at=None, moved_at=None, withdrawn_at=None)
    return here.filter(~taken)


def _seed() -> int:
    return secrets.randbelow(LARGEST_SEED)


def _number(request, name: str) -> int:
    return whole_number(request.POST.get(name, "")) or 0
