"""The rubric of a team task as one plain form."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import actions, forms
from courses.models import Activity


@require_http_methods(["GET", "HEAD", "POST"])
def edit_rubric(request, activity_id: int):
    """By which criteria the team's work will be looked at; what somebody else wrote meanwhile is shown beside it."""
    tasks = Activity.objects.drafted_by(request.user).filter(kind=Activity.Kind.TEAM_TASK)
    activity = get_object_or_404(tasks.select_related("module__version__course__space"), pk=activity_id)
    if request.method != "POST":
        return _editor(request, activity, forms.rubric_shown(activity.rubric))
    sent = forms.rubric_from(request.POST)
    try:
        read = forms.moment_from(request.POST.get("edited_at", ""))
        actions.set_rubric(activity, by=request.user, rubric=sent, edited_at=read)
    except actions.EditConflict as conflict:
        theirs = forms.rubric_shown(conflict.theirs.rubric)
        return _editor(request, activity, sent, refused=conflict.messages, theirs=theirs, status=409)
    except ValidationError as error:
        return _editor(request, activity, sent, refused=error.messages, status=422)
    messages.success(request, _("Saved."))
    return redirect("edit_activity", activity.pk)


def _editor(request, activity: Activity, rubric: dict, *, refused=(), theirs=None, status: int = 200):
    activity.refresh_from_db(fields=["edited_at"])
    context = {
        "activity": activity,
        "course": activity.module.version.course,
        "rubric": forms.with_room(rubric),
        "refused": refused,
        "theirs": theirs,
        "edited_at": activity.edited_at.isoformat(),
    }
    return render(request, "courses/edit_rubric.html", context, status=status)
