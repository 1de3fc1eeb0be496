"""Mentoring: one's teams in order of need, how many one takes, notes on a team, and office hours."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lib.answers import back, if_valid, quietly
from lib.keyset import page_by_key
from people.calendar import calendar_of
from teams import actions
from teams.calendar import office_hour
from teams.forms import HandOverForm, LimitForm, NoteForm, OfferForm
from teams.models import MentorNote, OfficeHour, Submission, Team
from teams.pages import mentoring as pages


@require_safe
@never_cache
def mentoring(request):
    """What waits for this person's answer, and the teams they mentor, those in need first."""
    return _mentoring(request)


@require_POST
def set_mentor_limit(request):
    form = LimitForm(request.POST)
    set_limit = lambda words: actions.set_mentor_limit(request.user, by=request.user, **words)  # noqa: E731
    if if_valid(form, set_limit):
        return redirect("mentoring")
    return _mentoring(request, 422, limit_form=form)


@require_POST
def offer_office_hours(request):
    form = OfferForm(request.POST)
    offer = lambda words: actions.offer_office_hours(request.user, by=request.user, **words)  # noqa: E731
    if if_valid(form, offer):
        return redirect("mentoring")
    return _mentoring(request, 422, offer_form=form)


@require_POST
def withdraw_office_hour(request, hour_id: int):
    hour = get_object_or_404(OfficeHour.objects.filter(mentor=request.user), pk=hour_id)
    quietly(request, actions.withdraw_office_hour, hour)
    return redirect("mentoring")


@require_safe
@never_cache
def office_hours(request, team_id: int):
    """The times that a team's mentors offer it."""
    team = _room(request, team_id)
    return render(request, "teams/office_hours.html", pages.office_context(team, request.user))


@require_POST
def book_office_hour(request, team_id: int, hour_id: int):
    team = _room(request, team_id)
    quietly(request, actions.book_office_hour, _hour(request, hour_id), team)
    return redirect("office_hours", team.pk)


@require_POST
def cancel_office_hour(request, team_id: int, hour_id: int):
    team = _room(request, team_id)
    quietly(request, actions.cancel_office_hour, _hour(request, hour_id), team)
    return back(request, "office_hours", team.pk)


@require_safe
@never_cache
def office_hour_file(request, hour_id: int):
    """A booked time as a file for calendars."""
    found = _hour(request, hour_id)
    if not found.is_booked:
        raise Http404
    answer = HttpResponse(calendar_of([office_hour(found)]), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="office-hour-{found.pk}.ics"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mentor_notes(request, team_id: int):
    """A mentor's own notes on a team; a POST adds one."""
    team = _noted(request, team_id)
    form = NoteForm(request.POST or None)
    write = lambda words: actions.write_note(team, by=request.user, **words)  # noqa: E731
    if form.is_bound and if_valid(form, write):
        return redirect("mentor_notes", team.pk)
    sent = {"form": form} if form.is_bound else {}
    context = pages.notes_context(team, request.user, **sent)
    return render(request, "teams/mentor_notes.html", context, status=422 if form.is_bound else 200)


@require_POST
def delete_note(request, note_id: int):
    note = _note(request, note_id)
    quietly(request, actions.delete_note, note)
    return redirect("mentor_notes", note.team_id)


@require_POST
def hand_over_note(request, note_id: int):
    note = _note(request, note_id)
    form = HandOverForm(pages.mentors_of(note.team), request.POST)
    if form.is_valid():
        quietly(request, actions.hand_over_note, note, **form.cleaned_data)
    return redirect("mentor_notes", note.team_id)


def _mentoring(request, status: int = 200, **sent):
    waiting = Submission.objects.answered_by(request.user).waiting_for_feedback().for_page()
    page = page_by_key(waiting, order=("handed_in_at", "id"), after=request.GET.get("after"))
    context = pages.mentoring_context(request.user, page, **sent)
    return render(request, "teams/mentoring.html", context, status=status)


def _room(request, team_id: int) -> Team:
    rooms = Team.objects.visible_to(request.user).select_related("space", "cohort")
    return get_object_or_404(rooms, pk=team_id)


def _hour(request, hour_id: int) -> OfficeHour:
    hours = OfficeHour.objects.visible_to(request.user).standing().with_people()
    return get_object_or_404(hours, pk=hour_id)


def _noted(request, team_id: int) -> Team:
    """The team of a mentor, or of somebody who keeps notes from when they were one."""
    mine = MentorNote.objects.visible_to(request.user).values("team")
    mentored = Team.objects.mentored_by(request.user)
    teams = (mentored | Team.objects.filter(pk__in=mine)).select_related("space", "cohort")
    return get_object_or_404(teams, pk=team_id)


def _note(request, note_id: int) -> MentorNote:
    """One's own; a note that was handed over is read, and there is nothing else to do with it."""
    notes = MentorNote.objects.visible_to(request.user).filter(by=request.user)
    return get_object_or_404(notes.select_related("team__space"), pk=note_id)
