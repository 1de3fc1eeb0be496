"""A team that goes on as a set: saying so, its agenda, whose turn it is, and leaving it."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lib.answers import if_valid, quietly
from lib.text import whole_number
from people.models import User
from teams import actions
from teams.actions.going_on import members_of
from teams.forms import MentorForm, ProblemForm, SetNoteForm, SwapForm
from teams.models import LearningSet, Team
from teams.pages import going_on as pages


@require_POST
def go_on(request, team_id: int):
    """A member lets the team go on after its cohort."""
    team = _team(request, team_id)
    quietly(request, actions.go_on, team)
    return redirect(team)


@require_POST
def leave_set(request, team_id: int):
    team = _team(request, team_id)
    quietly(request, actions.leave_set, team)
    return redirect("home")


@require_safe
@never_cache
def agenda(request, team_id: int, week: str = ""):
    """The agenda of the next meeting, or of the week of a Monday."""
    team, learning_set = _set(request, team_id)
    return _agenda(request, team, learning_set, _week(team, learning_set, week))


@require_POST
def write_problem(request, team_id: int, week: str):
    team, learning_set = _set(request, team_id)
    monday, form = _week(team, learning_set, week), ProblemForm(request.POST)
    write = lambda words: actions.write_problem(team, monday, by=request.user, **words)  # noqa: E731
    if if_valid(form, write):
        return _back(team, monday)
    return _agenda(request, team, learning_set, monday, 422, problem_form=form)


@require_POST
def add_set_note(request, team_id: int, week: str):
    team, learning_set = _set(request, team_id)
    monday, form = _week(team, learning_set, week), SetNoteForm(request.POST)
    add = lambda words: actions.add_set_note(team, monday, by=request.user, **words)  # noqa: E731
    if note := if_valid(form, add):
        return _back(team, monday, "questions" if note.is_question else "kept")
    return _agenda(request, team, learning_set, monday, 422, note_form=form)


@require_POST
def swap_turn(request, team_id: int, week: str):
    """Somebody else presents: the one who is named, or the one after."""
    team, learning_set = _set(request, team_id)
    monday, form = _week(team, learning_set, week), SwapForm(members_of(team), request.POST)
    person = form.cleaned_data["person"] if form.is_valid() else None
    if person:
        quietly(request, actions.swap_turn, team, monday, person=person)
    else:
        quietly(request, actions.skip_turn, team, monday)
    return _back(team, monday)


@require_POST
def invite_mentor(request, team_id: int):
    """The set's members ask somebody to stand by them, who then reads the room."""
    team, learning_set = _set(request, team_id)
    form = MentorForm(request.user, request.POST)
    invite = lambda words: actions.name_mentor(team, person=words["person"], by=request.user) or True  # noqa: E731
    if if_valid(form, invite):
        return redirect(team)
    week = pages.next_week(team, timezone.now())
    return _agenda(request, team, learning_set, week, 422, mentor_form=form)


@require_POST
def thank_mentor(request, team_id: int):
    """The set goes on without its mentor."""
    team, _learning_set = _set(request, team_id)
    named = whole_number(request.POST.get("person", "")) or 0
    person = get_object_or_404(User.objects.visible_to(request.user), pk=named)
    quietly(request, actions.release_mentor, team, person=person)
    return redirect(team)


def _agenda(request, team: Team, learning_set: LearningSet, week: date, status: int = 200, **sent):
    context = pages.agenda_context(team, learning_set, week, request.user, **sent)
    return render(request, "teams/agenda.html", context, status=status)


def _back(team: Team, week: date, part: str = "problem"):
    return redirect(f"{reverse('agenda_of', args=[team.pk, week])}#{part}")


def _team(request, team_id: int) -> Team:
    rooms = Team.objects.visible_to(request.user).select_related("space", "cohort__space", "team_set")
    return get_object_or_404(rooms, pk=team_id)


def _set(request, team_id: int) -> tuple[Team, LearningSet]:
    """A set in which one is a member; its mentors have nothing here."""
    mine = Team.objects.joined_by(request.user).select_related("space", "cohort__space", "learning_set")
    team = get_object_or_404(mine, pk=team_id, learning_set__isnull=False)
    return team, team.learning_set


def _week(team: Team, learning_set: LearningSet, week: str) -> date:
    """The Monday that an address names, in the time of the set; without one the week of the next meeting."""
    if not week:
        return max(pages.next_week(team, timezone.now()), learning_set.week(0))
    try:
        monday = parse_date(week)
    except ValueError:
        monday = None
    if monday is None or monday.weekday() or not 0 <= learning_set.number(monday) <= 1000:
        raise Http404
    return monday
