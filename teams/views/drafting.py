"""A part of the team's draft: its page, saving while one writes, and taking, leaving, readying it."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Activity
from lib.answers import back, quietly
from lib.text import whole_number
from spaces.models import Role, Space
from teams import actions, pages
from teams.actions import PartChanged
from teams.forms import PartForm
from teams.models import Part, Submission, Team


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def part(request, part_id: int):
    """A part with its editor; a POST keeps its text, as the page does by itself while one writes."""
    found = _part(request, part_id)
    form = PartForm(request.POST or None)
    if not form.is_bound:
        return render(request, "teams/part.html", pages.part_context(found, request.user))
    saved = _save(request, found, form)
    if saved is None:
        return _refused(request, found, form)
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=204, headers={"X-Revision": saved.revision})
    return redirect("part", found.pk)


@require_POST
def ready_part(request, part_id: int):
    """Keep the last words and say that the part is ready."""
    found = _part(request, part_id)
    form = PartForm(request.POST)
    if "body" in request.POST and not _is_sent_again(found, form) and _save(request, found, form) is None:
        return _refused(request, found, form)
    if quietly(request, actions.ready_part, found) is None:
        return redirect("part", found.pk)
    return redirect(f"{found.submission.team.get_absolute_url()}#seat-{found.pk}")


@require_POST
def take_part(request, part_id: int):
    found = _part(request, part_id)
    taken = quietly(request, actions.take_part, found)
    return redirect("part", found.pk) if taken else back(request, found.submission.team)


@require_POST
def leave_part(request, part_id: int):
    found = _part(request, part_id)
    quietly(request, actions.leave_part, found)
    return redirect(found.submission.team)


@require_POST
def reopen_part(request, part_id: int):
    found = _part(request, part_id)
    quietly(request, actions.reopen_part, found)
    return redirect("part", found.pk)


@require_POST
def take_task_part(request, team_id: int, activity_id: uuid.UUID):
    """The first to take a part of a task opens the team's draft."""
    mine = Team.objects.joined_by(request.user).select_related("space", "cohort__space")
    team = get_object_or_404(mine, pk=team_id)
    tasks = Activity.objects.select_related("module")
    task = get_object_or_404(tasks, module__version=team.cohort.version_id, stable_id=activity_id)
    submission = quietly(request, actions.open_submission, team, task)
    wanted = request.POST.get("position", "")
    chosen = submission and submission.parts.filter(position=whole_number(wanted)).first()
    if chosen and quietly(request, actions.take_part, chosen):
        return redirect("part", chosen.pk)
    return back(request, team)


@require_safe
@never_cache
def draft_acts(request, submission_id: int):
    """What the viewer does next with the team's draft; fetched anew when a part has moved."""
    rooms = Space.objects.joined_by(request.user, Role.LEARNER)
    drafts = Submission.objects.filter(team__space__in=rooms).select_related("team__space")
    submission = get_object_or_404(drafts, pk=submission_id)
    draft = pages.draft_of(submission, request.user)
    return render(
        request, "teams/_draft_acts.html", {"draft": draft, "next": submission.team.get_absolute_url()}
    )


def _is_sent_again(found: Part, form: PartForm) -> bool:
    """The very words of a part that is ready already: the button was pressed twice."""
    return found.is_ready and form.is_valid() and form.cleaned_data["body"] == found.body


def _part(request, part_id: int) -> Part:
    parts = Part.objects.visible_to(request.user)
    rows = parts.select_related("owner", "edited_by", "submission__team__space", "submission__team__cohort")
    return get_object_or_404(rows, pk=part_id)


def _save(request, found: Part, form: PartForm) -> Part | None:
    """The part as saved; where somebody else saved it meanwhile, the form carries their text."""
    if not form.is_valid():
        return None
    try:
        return actions.save_part(found, by=request.user, **form.cleaned_data)
    except PartChanged as error:
        form.theirs = error.part
        form.add_error(None, error)
    except ValidationError as error:
        form.add_error(None, error)
    return None


def _refused(request, found: Part, form: PartForm):
    """Both texts are on the page; the next save begins from the other's, which its writer has now read."""
    theirs = getattr(form, "theirs", None)
    context = {**pages.part_context(found, request.user), "form": form, "theirs": theirs}
    status = 409 if theirs else 422
    template = "teams/_part_changed.html" if request.headers.get("X-Autosave") else "teams/part.html"
    answer = render(request, template, context, status=status)
    if theirs:
        answer["X-Revision"] = theirs.revision
    return answer
