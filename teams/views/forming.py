"""Forming teams: the board of a set with its tables of faces, drawing, making and planning sets; naming mentors."""

from __future__ import annotations

import secrets

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.models import Cohort
from lib.answers import if_valid, quietly
from lib.text import whole_number
from people.models import User
from teams import actions, pages
from teams.forms import LARGEST_SEED, DrawForm, MentorForm, TeamSetForm
from teams.models import Team, TeamSet


@require_http_methods(["GET", "HEAD", "POST"])
def draw_teams(request, cohort_id: int):
    """The board of the teams of the whole course, which the first draw makes."""
    sets = TeamSet.objects.run_by(request.user).course_long().with_cohort()
    found = sets.filter(cohort=cohort_id).first()
    return _board(request, found or TeamSet(cohort=cohort_or_404(request, cohort_id)))


@require_http_methods(["GET", "HEAD", "POST"])
def team_set(request, set_id: int):
    """The board of one set: tables of faces; a POST draws them, as often as one likes until they are at work."""
    return _board(request, set_or_404(request, set_id))


def _board(request, found: TeamSet):
    """The page, or after a draw the way back to it."""
    initial = {"seed": _seed(), "size": found.most if found.seed else 4}
    form = DrawForm(request.POST or None, initial=initial)
    given = found if found.pk else None
    draw = lambda words: actions.draw_teams(found.cohort, by=request.user, team_set=given, **words)  # noqa: E731
    if form.is_bound and if_valid(form, draw) is not None:
        return at_board(found)
    where = {name: whole_number(request.GET.get(name, "")) for name in ("move", "merge")}
    context = {"form": form, **pages.board_context(found, after=request.GET.get("after"), **where)}
    return render(request, "teams/draw_teams.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def make_team_set(request, cohort_id: int):
    """For what there are teams, how people come in, and how large they are."""
    cohort = cohort_or_404(request, cohort_id)
    form = TeamSetForm(cohort, request.POST or None)
    make = lambda words: actions.make_team_set(cohort, by=request.user, **words)  # noqa: E731
    if form.is_bound and (made := if_valid(form, make)):
        return redirect("team_set", made.pk)
    context = {"form": form, "cohort": cohort}
    return render(request, "teams/make_team_set.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_team_set(request, set_id: int):
    """How people come in and how large teams are, as it is from now on."""
    found = set_or_404(request, set_id)
    form = TeamSetForm(found.cohort, request.POST or None, team_set=found)
    edit = lambda words: actions.edit_team_set(found, by=request.user, **words)  # noqa: E731
    if form.is_bound and if_valid(form, edit):
        return at_board(found)
    context = {"form": form, "cohort": found.cohort, "team_set": found}
    return render(request, "teams/make_team_set.html", context, status=422 if form.is_bound else 200)


@require_POST
def form_team(request, set_id: int):
    """An empty table under a name of its own."""
    found = set_or_404(request, set_id)
    name = request.POST.get("name", "")
    made = quietly(request, actions.form_team, found.cohort, team_set=found, name=name, people=[])
    return at_table(made) if made else at_board(found)


@require_POST
def name_mentor(request, team_id: int):
    team = team_or_404(request, team_id)
    form = MentorForm(request.user, request.POST)
    if not form.is_valid():
        context = {"form": DrawForm(initial={"seed": _seed()}), "refused": form, "refused_team": team}
        return render(
            request, "teams/draw_teams.html", {**context, **pages.board_context(team.team_set)}, status=422
        )
    quietly(request, actions.name_mentor, team, person=form.cleaned_data["person"])
    return at_table(team)


@require_POST
def release_mentor(request, team_id: int):
    team = team_or_404(request, team_id)
    person = get_object_or_404(User, pk=number(request, "person"))
    quietly(request, actions.release_mentor, team, person=person)
    return at_table(team)


def at_board(team_set: TeamSet):
    if team_set.is_course_long:
        return redirect("draw_teams", team_set.cohort_id)
    return redirect(team_set)


def at_table(team: Team):
    """Back to the table that was changed, from where the keyboard goes on."""
    return redirect(f"{at_board(team.team_set).url}#table-{team.pk}")


def cohort_or_404(request, cohort_id: int) -> Cohort:
    return get_object_or_404(Cohort.objects.run_by(request.user).select_related("space"), pk=cohort_id)


def set_or_404(request, set_id: int) -> TeamSet:
    return get_object_or_404(TeamSet.objects.run_by(request.user).with_cohort(), pk=set_id)


def team_or_404(request, team_id: int) -> Team:
    """A team of a cohort that one runs, as long as it is one."""
    mine = Team.objects.open().filter(team_set__in=TeamSet.objects.run_by(request.user))
    return get_object_or_404(
        mine.select_related("space", "cohort__space", "team_set__cohort__space"), pk=team_id
    )


def number(request, name: str) -> int:
    return whole_number(request.POST.get(name, "")) or 0


def _seed() -> int:
    return secrets.randbelow(LARGEST_SEED)
