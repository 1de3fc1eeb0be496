"""The studio: the courses one writes, new ones, imports, and versions."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import actions, history, rules, shelf
from courses.actions.publishing import with_everything
from courses.forms import AuthorForm, CourseForm, ImportForm, initial_of
from courses.importing import ImportReport, parse
from courses.models import Course
from courses.permissions import can_create_course
from files.actions import store
from lib import limits
from lib.once import sent_key
from lib.rates import limited

LINES_KEPT = 300


@require_safe
def studio(request):
    """The courses that the person writes, and the ways to begin one."""
    return _studio(request, CourseForm(), ImportForm())


@require_POST
def create_course(request):
    _who_may_begin(request)
    form = CourseForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            fields = {**_course_fields(form, request.user), "key": sent_key(request.POST)}
            return redirect(actions.create_course(by=request.user, **fields))
        except ValidationError as error:
            form.add_error(None, error)
    return _studio(request, form, ImportForm(), status=422)


@require_POST
@limited("import")
def import_course(request):
    """A dropped Word file or zip becomes a course in one step."""
    _who_may_begin(request)
    form = ImportForm(request.POST, request.FILES)
    course = _imported(request, form)
    return redirect(course) if course else _studio(request, CourseForm(), form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("import")
def import_into_course(request, course_id: int):
    """A Word file or zip whose lessons are put behind those of the draft."""
    course = get_object_or_404(Course.objects.written_by(request.user), pk=course_id)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and _imported(request, form, course):
        return redirect(course)
    status = 422 if form.is_bound else 200
    return render(request, "courses/import.html", {"course": course, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_course(request, course_id: int):
    course = get_object_or_404(Course.objects.written_by(request.user).select_related("cover"), pk=course_id)
    form = CourseForm(request.POST or None, request.FILES or None, initial=initial_of(course))
    if form.is_bound and form.is_valid():
        fields = {"edited_at": form.cleaned_data["edited_at"]}
        try:
            fields |= _course_fields(form, request.user)
            return redirect(actions.edit_course(course, by=request.user, **fields))
        except actions.EditConflict as conflict:
            return _both(request, conflict, form)
        except ValidationError as error:
            form.add_error(None, error)
    return _about(request, course, form, AuthorForm(), status=422 if form.errors else 200)


@require_POST
def add_author(request, course_id: int):
    course = get_object_or_404(
        Course.objects.written_by(request.user).select_related("space", "cover"), pk=course_id
    )
    form = AuthorForm(request.POST)
    if not form.is_valid():
        return _about(request, course, CourseForm(initial=initial_of(course)), form, status=422)
    actions.add_author(course, by=request.user, person=form.cleaned_data["email"])
    return redirect("edit_course", course.pk)


@require_POST
def remove_author(request, course_id: int, person_id: int):
    course = get_object_or_404(Course.objects.written_by(request.user).select_related("space"), pk=course_id)
    author = get_object_or_404(shelf.authors_of(course), person_id=person_id)
    try:
        actions.remove_author(course, by=request.user, person=author.person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    still_mine = Course.objects.written_by(request.user).filter(pk=course.pk).exists()
    return redirect("edit_course", course.pk) if still_mine else redirect("home")


@require_safe
def course_versions(request, course_id: int):
    """What was published when, what changed, and what would be published now."""
    course = get_object_or_404(Course.objects.written_by(request.user), pk=course_id)
    steps = history.steps(course)
    draft = next(step.version for step in steps if not step.version.is_published)
    context = {"course": course, "steps": steps, "warnings": rules.worth_a_look(with_everything(draft))}
    return render(request, "courses/versions.html", context)


@require_POST
def publish_course(request, course_id: int):
    course = get_object_or_404(Course.objects.written_by(request.user), pk=course_id)
    version = actions.publish_course(course, by=request.user)
    messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
    return redirect("course_versions", course.pk)


def _studio(request, form: CourseForm, import_form: ImportForm, *, status: int = 200):
    _who_may_begin(request)
    context = shelf.shelf_of(request.user, request.GET.get("after"))
    return render(
        request, "courses/studio.html", {**context, "form": form, "import_form": import_form}, status=status
    )


def _about(request, course: Course, form: CourseForm, author_form: AuthorForm, *, status: int, theirs=None):
    context = {
        "theirs": theirs,
        "course": course,
        "form": form,
        "author_form": author_form,
        "authors": shelf.authors_of(course),
    }
    return render(request, "courses/edit_course.html", context, status=status)


def _both(request, conflict: actions.EditConflict, form: CourseForm):
    """What was written meanwhile above one's own words, which may be saved now that one knows of the other."""
    form.data = form.data.copy()
    form.data["edited_at"] = conflict.theirs.edited_at.isoformat()
    return _about(request, conflict.theirs, form, AuthorForm(), status=409, theirs=conflict.theirs)


def _who_may_begin(request) -> None:
    """To everybody else there is no studio."""
    if not can_create_course(request.user):
        raise Http404


def _imported(request, form: ImportForm, course: Course | None = None) -> Course | None:
    """The course into which the sent file was read; None where the form now says why not."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data["file"]
    try:
        if upload.size > limits.FILE:
            most = {"most": limits.FILE // limits.MEGABYTE}
            raise ValidationError(_("This file is too large to import: at most %(most)d MB.") % most)
        made, report = actions.import_course(
            parse(upload.read(), upload.name), by=request.user, course=course
        )
    except ValidationError as error:
        form.add_error("file", error)
        return None
    request.session[f"imported-{made.pk}"] = _kept(report)
    return made


def _kept(report: ImportReport) -> dict:
    """What the outline shows of an import, once."""
    lines = [[item.where, item.kind, item.detail] for item in report.left_out[:LINES_KEPT]]
    return {**report.counts(), "lines": lines}


def _course_fields(form: CourseForm, by) -> dict:
    fields = {name: form.cleaned_data[name] for name in ("title", "summary", "behavior_change", "judged_by")}
    cover = form.cleaned_data["cover_file"]
    if not cover:
        return fields
    words = _("A cover is a picture: JPEG, PNG, GIF or WebP.")
    picture = store(cover, by=by, wanted=lambda kind: kind.is_reencoded, otherwise=words)
    return {**fields, "cover": picture}
