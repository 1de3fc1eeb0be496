"""The editor of one activity, its quiz, and how a learner will see it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses import actions, forms, pages, shelf
from courses.models import Activity
from courses.rules import what_completes
from files.actions import store
from files.models import StoredFile
from files.sniffing import CAPTIONS

PLAIN = (
    *("title", "body", "video_url", "parts", "replies_needed", "responses_needed", "is_sealed", "pass_mark"),
    *("late_policy", "late_days", "opens_gallery", "minutes", "is_required"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_activity(request, activity_id: int):
    """Write one activity; what somebody else wrote meanwhile is shown beside one's own words, never written over."""
    activity = _activity(request, activity_id)
    if request.method != "POST":
        return _editor(request, activity, forms.ActivityForm(activity))
    form = forms.ActivityForm(activity, request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, activity, form)
    try:
        saved = _save(activity, form, request.user)
    except actions.EditConflict as conflict:
        return _conflict(request, conflict.theirs, form)
    except ValidationError as error:
        form.add_error(None, error)
        return _refused(request, activity, form)
    return _saved(request, saved)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_quiz(request, activity_id: int):
    """The questions of a quiz as one plain form."""
    activity = get_object_or_404(_written(request.user), pk=activity_id, kind=Activity.Kind.QUIZ)
    if request.method != "POST":
        return _quiz_editor(request, activity, forms.quiz_blocks(activity))
    blocks = forms.quiz_from(request.POST)
    try:
        read = forms.moment_from(request.POST.get("edited_at", ""))
        actions.set_quiz(activity, by=request.user, questions=blocks, edited_at=read)
    except actions.EditConflict as conflict:
        theirs = forms.quiz_blocks(conflict.theirs)[:-1]
        return _quiz_editor(request, activity, blocks, conflict.messages, status=409, theirs=theirs)
    except ValidationError as error:
        return _quiz_editor(request, activity, blocks, error.messages, status=422)
    return redirect("edit_quiz" if "more" in request.POST else "edit_activity", activity.pk)


@require_safe
def preview_activity(request, activity_id: int):
    """The activity as a learner will see it; nothing here is recorded."""
    activity = _activity(request, activity_id)
    before, after = shelf.neighbors(activity)
    context = pages.activity_context(activity, request.user, None)
    course = activity.module.version.course
    return render(
        request, "courses/preview.html", {**context, "course": course, "before": before, "after": after}
    )


def _quiz_editor(
    request, activity: Activity, blocks: list[dict], refused=(), *, status: int = 200, theirs=()
):
    activity.refresh_from_db(fields=["edited_at"])
    context = {"activity": activity, "course": activity.module.version.course, "blocks": blocks}
    context |= {"refused": refused, "theirs": theirs, "edited_at": activity.edited_at.isoformat()}
    return render(request, "courses/edit_quiz.html", context, status=status)


def _written(user):
    return Activity.objects.drafted_by(user).select_related(
        "module__version__course__space", "video", "captions"
    )


def _activity(request, activity_id: int) -> Activity:
    return get_object_or_404(_written(request.user), pk=activity_id)


def _save(activity: Activity, form: forms.ActivityForm, by) -> Activity:
    sent = form.cleaned_data
    fields = {name: sent[name] for name in PLAIN if name in sent}
    fields |= _stored(sent, by)
    saved = actions.edit_activity(activity, by=by, edited_at=sent["edited_at"], **fields)
    if sent["module"].pk != saved.module_id:
        actions.move_activity(saved, by=by, module=sent["module"], position=sent["module"].activities.count())
    return saved


def _stored(sent: dict, by) -> dict[str, StoredFile]:
    """The film and the captions that were sent, kept; refused where they are something else."""
    stored = {}
    if upload := sent.get("video_file"):
        words = _("This is no video that browsers can play. Send MP4 or WebM.")
        stored["video"] = store(
            upload, by=by, wanted=lambda kind: kind.kind == StoredFile.Kind.VIDEO, otherwise=words
        )
    if upload := sent.get("captions_file"):
        words = _("Captions are a WebVTT file (.vtt).")
        stored["captions"] = store(
            upload, by=by, wanted=lambda kind: kind.content_type == CAPTIONS, otherwise=words
        )
    return stored


def _saved(request, activity: Activity):
    if _is_autosave(request):
        return HttpResponse(status=204, headers={"X-Edited-At": activity.edited_at.isoformat()})
    messages.success(request, _("Saved."))
    return redirect("edit_activity", activity.pk)


def _refused(request, activity: Activity, form: forms.ActivityForm):
    if _is_autosave(request):
        return JsonResponse({"errors": form.errors}, status=422)
    return _editor(request, activity, form, status=422)


def _conflict(request, theirs: Activity, form: forms.ActivityForm):
    """Both texts on one page: one's own in the form, which now knows of the other."""
    if _is_autosave(request):
        return JsonResponse({"error": _("Somebody else has changed this meanwhile.")}, status=409)
    form.data = form.data.copy()
    form.data["edited_at"] = theirs.edited_at.isoformat()
    return _editor(request, theirs, form, status=409, theirs=theirs)


def _editor(request, activity: Activity, form: forms.ActivityForm, *, status: int = 200, theirs=None):
    context = {
        "activity": activity,
        "course": activity.module.version.course,
        "form": form,
        "rule": what_completes(activity),
        "icon_name": pages.ICONS[Activity.Kind(activity.kind)],
        "is_html": form.data.get("body_format") == "html" if form.is_bound else bool(activity.body),
        "theirs": theirs,
    }
    return render(request, "courses/edit_activity.html", context, status=status)


def _is_autosave(request) -> bool:
    return request.headers.get("X-Autosave") == "1"
