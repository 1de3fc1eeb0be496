"""Pages of boards and threads, and the forms that start one and answer in one."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from discussions import actions, boards, direct, drafts, mentions, pages, permissions
from discussions.forms import ReplyForm, ThreadForm
from discussions.models import Post, Thread
from discussions.views.answers import answer, drop_draft, if_valid, number_in, warn_of_mentions
from lib.composed import composed, one_or_404
from lib.rates import limited
from spaces.models import Space


@require_safe
def board(request, space_id: int):
    """A space's threads, newest first."""
    space = one_or_404(boards.space_for(request.user, space_id))
    if not permissions.has_board(space) and (stream := space.threads.filter(kind=Thread.Kind.STREAM).first()):
        return redirect(stream)
    context = boards.board_context(
        space, request.user, boards.Wanted.from_query(request.GET), request.GET.get("after")
    )
    if request.htmx:
        return render(request, "discussions/_threads.html", context)
    draft = drafts.draft_at_hand("start", space)
    form = ThreadForm(may_announce=context["can_run"], initial=draft)
    return render(request, "discussions/board.html", {**context, "form": form, "draft": draft})


@require_POST
@limited("start_thread")
def start_thread(request, space_id: int):
    space = get_object_or_404(boards.spaces_for(request.user), pk=space_id)
    context = boards.board_context(space, request.user)
    form = ThreadForm(request.POST, may_announce=context["can_run"])
    thread = if_valid(form, lambda words: actions.start_thread(space, by=request.user, **words))
    if thread is None:
        return render(request, "discussions/board.html", {**context, "form": form}, status=422)
    warn_of_mentions(request, thread.posts.get(number=1))
    drop_draft(request, "start", space_id)
    return redirect(thread)


@require_safe
def thread(request, thread_id: int):
    """A thread around the first post that the viewer has not read."""
    rows = _thread(request.user, thread_id)
    if not rows:
        return _trace(request, thread_id)
    found = one_or_404(rows)
    first, reply_to = number_in(request, "from"), number_in(request, "reply_to")
    if found.merged_into_id:
        return redirect(found.address_of(first or 1))
    context = pages.thread_context(found, request.user, first=first, reply_to=reply_to)
    if direct.is_direct(found):
        context["talk"] = direct.talk_of(found, request.user)
    return render(request, "discussions/thread.html", context)


@require_POST
@limited("post_reply")
def post_reply(request, thread_id: int):
    found = one_or_404(_thread_to_answer(request.user, thread_id))
    form = ReplyForm(found, request.POST)
    post = if_valid(form, lambda words: actions.post_reply(found, by=request.user, **words))
    if post is None:
        return _refused(request, form, found)
    warn_of_mentions(request, post)
    drop_draft(request, "reply", thread_id)
    return _with_all_posts(answer(request, post)) if found.is_sealed else answer(request, post)


def _with_all_posts(response):
    """With one's answer the others' open: the page is loaded anew."""
    response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "POST"])
def mark_read(request, thread_id: int):
    """How far somebody has come; a page without script says so by the address of a picture."""
    found = get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)
    actions.mark_read(found, by=request.user, number=number_in(request, "number") or 0)
    return HttpResponse(status=204)


@require_GET
@limited("mention", methods=("GET",))
def people_to_mention(request, space_id: int):
    """Whom somebody may name in a space: people, its teams, everyone."""
    space = get_object_or_404(Space.objects.visible_to(request.user), pk=space_id)
    found = mentions.completions(space, request.GET.get("q", ""), request.user)
    return JsonResponse(found, safe=False)


def _trace(request, thread_id: int):
    """What a hidden thread leaves at its address: who hid it and why, and each one's own words."""
    hidden = Thread.objects.leaving_a_trace_for(request.user).hidden()
    found = get_object_or_404(hidden, pk=thread_id)
    own = Post.objects.own_words(found, request.user)[: pages.POSTS]
    return render(request, "discussions/hidden_thread.html", {"thread": found, "own": own})


@composed
def _thread(viewer, thread_id: int) -> QuerySet[Thread]:
    return Thread.objects.visible_to(viewer).as_met_by(viewer).filter(pk=thread_id)


@composed
def _thread_to_answer(viewer, thread_id: int) -> QuerySet[Thread]:
    return Thread.objects.visible_to(viewer).select_related("space").filter(pk=thread_id)


def _refused(request, form, thread: Thread):
    if request.htmx:
        return render(request, "discussions/_composer_errors.html", {"form": form}, status=422)
    context = pages.thread_context(thread, request.user)
    return render(request, "discussions/thread.html", {**context, "form": form}, status=422)
