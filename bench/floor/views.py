"""Bare views of the same rows: three queries of the ORM and one template each, no rule and no comfort."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render

from cohorts.models import ActivityProgress, Cohort
from courses.models import Activity
from discussions.models import Post, ReadingMark, Thread
from spaces.models import Space


def healthz(request):
    return HttpResponse("ok\n")


def cohort(request, cohort_id: int):
    """A cohort, its activities, and how far the viewer is with them; the floor of home as well."""
    found = Cohort.objects.get(pk=cohort_id)
    activities = Activity.objects.filter(module__version=found.version_id).defer("body")
    done = ActivityProgress.objects.filter(enrollment__cohort=found, enrollment__person=request.user.pk)
    rows = list(activities.order_by("module__position", "position"))
    return _page(request, "steps.html", found.title, rows, {row.activity_id: row for row in done})


def board(request, space_id: int):
    """A space, thirty threads with who began them, and the viewer's marks."""
    found = Space.objects.get(pk=space_id)
    threads = Thread.objects.filter(space=found).select_related("by", "last_post_by")
    rows = list(threads.order_by("-last_post_at", "-id")[:30])
    marks = ReadingMark.objects.filter(thread__in=rows, person=request.user.pk)
    return _page(request, "threads.html", found.title, rows, {mark.thread_id: mark for mark in marks})


def thread(request, thread_id: int):
    """A thread with its space, its last fifty posts with their writers, and their reactions."""
    found = Thread.objects.select_related("space").get(pk=thread_id)
    posts = Post.objects.filter(thread=found).select_related("by").defer("words").order_by("-number")
    rows = list(posts[:50])
    mark = found.reading_marks.filter(person=request.user.pk).first()
    return _page(request, "posts.html", found.title, rows, {mark.pk: mark} if mark else {})


def reply(request, thread_id: int):
    """A row written under its thread's lock: three statements and a commit."""
    with transaction.atomic():
        found = Thread.objects.select_for_update(no_key=True).get(pk=thread_id)
        found.post_count += 1
        found.save(update_fields=["post_count"])
        post = Post.objects.create(
            thread=found,
            space_id=found.space_id,
            number=found.post_count,
            by_id=request.user.pk,
            body=request.POST["body"],
        )
    return _page(request, "posts.html", found.title, [post], {})


def _page(request, template: str, title: str, rows: list, mine: dict):
    return render(request, template, {"title": title, "rows": rows, "mine": mine, "viewer": request.user})
