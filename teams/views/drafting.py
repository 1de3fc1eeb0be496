"""A part of the team's draft: its page, saving while one writes, and taking, leaving, readying it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Activity
from lib import merging
from lib.answers import back, if_valid, quietly
from lib.composed import composed, one_or_404
from lib.text import whole_number
from spaces.models import Role, Space
from teams import actions, pages
from teams.actions import PartChanged
from teams.forms import PartForm, RemindForm
from teams.models import Part, PartVersion, Submission, Team


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
    return _kept(request, saved, form) if request.headers.get("X-Autosave") else redirect("part", found.pk)


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
def part_history(request, part_id: int):
    """What a part has been, and who wrote it: its team's own."""
    found = get_object_or_404(_own_parts(request.user), pk=part_id)
    context = pages.part_history_context(found, request.user, request.GET.get("after"))
    return render(request, "teams/part_history.html", context)


@require_POST
def restore_version(request, version_id: int):
    versions = PartVersion.objects.visible_to(request.user).select_related(
        "part__submission__team__space", "part__submission__team__cohort"
    )
    found = get_object_or_404(versions, pk=version_id)
    restored = quietly(request, actions.restore_version, found)
    return redirect("part" if restored else "part_history", found.part_id)


@require_POST
def remind(request, part_id: int):
    """One step for a part that the team waits for; words that are refused stand on the part's page."""
    found, form = _part(request, part_id), RemindForm(request.POST)
    if if_valid(form, lambda words: actions.remind(found, by=request.user, **words)):
        messages.success(request, _("Sent."))
        return back(request, found.submission.team)
    context = {**pages.part_context(found, request.user), "remind_form": form}
    return render(request, "teams/part.html", context, status=422)


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
    return one_or_404(_met(request.user, part_id))


@composed
def _met(viewer, part_id: int) -> QuerySet[Part]:
    return _rows(Part.objects.visible_to(viewer).filter(pk=part_id))


def _own_parts(viewer):
    """Parts of one's own teams: how they came about is nobody else's, also once they are handed in."""
    return _rows(Part.objects.filter(submission__team__in=Team.objects.joined_by(viewer)))


def _rows(parts):
    return parts.select_related("owner", "edited_by", "submission__team__space", "submission__team__cohort")


def _kept(request, saved: Part, form: PartForm):
    """What saving by itself answers; where a colleague's words came into it, with the text as it is now."""
    headers = {"X-Revision": saved.revision}
    if saved.body == form.cleaned_data["body"]:
        return HttpResponse(status=204, headers=headers)
    return HttpResponse(
        saved.body, headers={**headers, "X-Merged": "1"}, content_type="text/plain; charset=utf-8"
    )


def _save(request, found: Part, form: PartForm) -> Part | None:
    """The part as saved; where somebody else saved it meanwhile, the form carries their text."""
    if not form.is_valid():
        return None
    words = dict(form.cleaned_data)
    take = words.pop("take")
    if take == "theirs":
        return found
    if take == "both" and words["revision"] == found.revision:
        words["body"] = merging.both(found.body, words["body"])
    try:
        return actions.save_part(found, by=request.user, **words)
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
