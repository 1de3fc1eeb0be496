"""The outline of a draft: adding, moving and removing modules and activities."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses import actions, shelf
from courses.importing.telling import told
from courses.models import Activity, Course, Module
from lib.once import sent_key

ITEM = re.compile(r"(module|activity)-(\d{1,18})")


@require_safe
def course_outline(request, course_id: int):
    """Modules and activities of the draft; after an import, its report once."""
    course = get_object_or_404(Course.objects.written_by(request.user).select_related("space"), pk=course_id)
    report = request.session.pop(f"imported-{course.pk}", None)
    context = {**shelf.outline_of(course), "report": told(report) if report else None}
    return render(request, "courses/outline.html", context)


@require_POST
def add_module(request, course_id: int):
    course = get_object_or_404(Course.objects.written_by(request.user), pk=course_id)
    module = actions.add_module(
        course, by=request.user, title=request.POST.get("title", ""), key=sent_key(request.POST)
    )
    return redirect(f"{course.get_absolute_url()}#module-{module.pk}")


@require_POST
def rename_module(request, module_id: int):
    module = _module(request, module_id)
    try:
        actions.rename_module(module, by=request.user, title=request.POST.get("title", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{module.version.course.get_absolute_url()}#module-{module.pk}")


@require_POST
def move_module(request, module_id: int):
    """One place up or down, for those who do not drag."""
    module = _module(request, module_id)
    ids = list(module.version.modules.order_by("position").values_list("pk", flat=True))
    actions.move_module(module, by=request.user, position=max(0, ids.index(module.pk) + _step(request)))
    return redirect(f"{module.version.course.get_absolute_url()}#module-{module.pk}")


@require_POST
def remove_module(request, module_id: int):
    module = _module(request, module_id)
    actions.remove_module(module, by=request.user)
    messages.success(request, _("“%(title)s” is removed.") % {"title": module.title})
    return redirect(module.version.course)


@require_POST
def add_activity(request, module_id: int):
    """A new activity of the kind whose button was pressed, opened for writing."""
    module = _module(request, module_id)
    try:
        activity = actions.add_activity(
            module, by=request.user, kind=request.POST.get("kind", ""), key=sent_key(request.POST)
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(module.version.course)
    return redirect("edit_activity", activity.pk)


@require_POST
def move_activity(request, activity_id: int):
    """One place up or down; beyond the edge of a module, into the next one."""
    activity = _activity(request, activity_id)
    module, position = _beside(activity, _step(request))
    actions.move_activity(activity, by=request.user, module=module, position=position)
    return redirect(f"{module.version.course.get_absolute_url()}#unit-{activity.pk}")


@require_POST
def remove_activity(request, activity_id: int):
    activity = _activity(request, activity_id)
    actions.remove_activity(activity, by=request.user)
    messages.success(request, _("“%(title)s” is removed.") % {"title": activity.title})
    return redirect(activity.module.version.course)


@require_POST
def order_outline(request, course_id: int):
    """What was dragged, and the list in which it now stands."""
    course = get_object_or_404(Course.objects.written_by(request.user), pk=course_id)
    order, moved = request.POST.getlist("order"), ITEM.fullmatch(request.POST.get("moved", ""))
    if not moved or moved[0] not in order:
        return HttpResponseBadRequest(_("The outline has changed meanwhile. Load the page anew."))
    kind, pk, position = moved[1], int(moved[2]), order.index(moved[0])
    if kind == "module":
        module = get_object_or_404(Module, pk=pk, version__course=course)
        actions.move_module(module, by=request.user, position=position)
    else:
        parent = ITEM.fullmatch(request.POST.get("parent", ""))
        module = get_object_or_404(Module, pk=int(parent[2]) if parent else 0, version__course=course)
        activity = get_object_or_404(Activity, pk=pk, module__version__course=course)
        actions.move_activity(activity, by=request.user, module=module, position=position)
    return HttpResponse(status=204)


def _module(request, module_id: int) -> Module:
    """A module of a draft that the person writes."""
    written = Module.objects.filter(version__course__in=Course.objects.written_by(request.user))
    return get_object_or_404(
        written.filter(version__published_at=None).select_related("version__course"), pk=module_id
    )


def _activity(request, activity_id: int) -> Activity:
    """An activity of a draft that the person writes."""
    written = Activity.objects.drafted_by(request.user).select_related("module__version__course")
    return get_object_or_404(written, pk=activity_id)


def _step(request) -> int:
    return -1 if request.POST.get("to") == "up" else 1


def _beside(activity: Activity, step: int) -> tuple[Module, int]:
    module = activity.module
    ids = list(module.activities.order_by("position").values_list("pk", flat=True))
    position = ids.index(activity.pk) + step
    if 0 <= position < len(ids):
        return module, position
    modules = list(module.version.modules.order_by("position").select_related("version__course"))
    place = [row.pk for row in modules].index(module.pk) + step
    if not 0 <= place < len(modules):
        return module, position
    return modules[place], 0 if step > 0 else modules[place].activities.count()
