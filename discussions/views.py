"""Pages of boards and threads, and the forms sent from them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from discussions import actions, boards, mentions, pages, permissions
from discussions.forms import PostForm, ReplyForm, ThreadForm
from discussions.models import Post, Thread
from lib.rates import limited
from spaces.models import Space


@require_safe
def board(request, space_id: int):
    """A space's threads, newest first."""
    space = get_object_or_404(boards.spaces_for(request.user), pk=space_id)
    context = boards.board_context(space, request.user, request.GET.get("kind"), request.GET.get("after"))
    form = ThreadForm(may_announce=context["can_run"])
    fragment = "discussions/_threads.html" if request.htmx else "discussions/board.html"
    return render(request, fragment, {**context, "form": form})


@require_POST
@limited("start_thread", per_minute=20)
def start_thread(request, space_id: int):
    space = get_object_or_404(boards.spaces_for(request.user), pk=space_id)
    context = boards.board_context(space, request.user)
    form = ThreadForm(request.POST, may_announce=context["can_run"])
    thread = _if_valid(form, lambda words: actions.start_thread(space, by=request.user, **words))
    if thread is None:
        return render(request, "discussions/board.html", {**context, "form": form}, status=422)
    _warn_of_mentions(request, thread.posts.get(number=1))
    return redirect(thread)


@require_safe
def thread(request, thread_id: int):
    """A thread around the first post that the viewer has not read."""
    found = get_object_or_404(_threads(request.user), pk=thread_id)
    first, reply_to = _number(request, "from"), _number(request, "reply_to")
    context = pages.thread_context(found, request.user, first=first, reply_to=reply_to)
    return render(request, "discussions/thread.html", context)


@require_POST
@limited("post_reply", per_minute=120)
def post_reply(request, thread_id: int):
    threads = Thread.objects.visible_to(request.user).select_related("space")
    found = get_object_or_404(threads, pk=thread_id)
    form = ReplyForm(found, request.POST)
    post = _if_valid(form, lambda words: actions.post_reply(found, by=request.user, **words))
    if post is None:
        return _refused(request, form, found)
    _warn_of_mentions(request, post)
    return _answer(request, post)


@require_POST
def mark_read(request, thread_id: int):
    found = get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)
    actions.mark_read(found, by=request.user, number=_number(request, "number") or 0)
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_post(request, post_id: int):
    post = _post(request, post_id)
    if not permissions.can_edit_post(request.user, post):
        return redirect(post)
    form = PostForm(request.POST or None)
    words = _if_valid(form, lambda words: actions.edit_post(post, by=request.user, body=words["body"]))
    if words is None:
        context = {"post": post, "form": form, "thread": post.thread}
        return render(request, "discussions/edit_post.html", context, status=422 if form.is_bound else 200)
    return _answer(request, post)


@require_POST
def delete_post(request, post_id: int):
    return _answer(request, actions.delete_post(_post(request, post_id), by=request.user))


@require_POST
def restore_post(request, post_id: int):
    return _answer(request, actions.restore_post(_post(request, post_id), by=request.user))


@require_POST
@limited("toggle_reaction", per_minute=120)
def toggle_reaction(request, post_id: int):
    post = _post(request, post_id)
    return _quietly(request, post, actions.toggle_reaction, kind=request.POST.get("kind", ""))


@require_POST
def accept_answer(request, post_id: int):
    return _quietly(request, _post(request, post_id), actions.accept_answer)


@require_GET
@limited("people_to_mention", per_minute=240, methods=("GET",))
def people_to_mention(request, space_id: int):
    """People of a space whose name has a word that begins so."""
    space = get_object_or_404(Space.objects.visible_to(request.user), pk=space_id)
    found = mentions.completions(space, request.GET.get("q", ""))
    people = [{"id": person.pk, "name": person.name, "photo_url": person.photo_url} for person in found]
    return JsonResponse(people, safe=False)


def _threads(viewer):
    return Thread.objects.visible_to(viewer).as_met_by(viewer)


def _post(request, post_id: int) -> Post:
    return get_object_or_404(Post.objects.visible_to(request.user).for_fragment(), pk=post_id)


def _number(request, name: str) -> int | None:
    word = (request.POST if request.method == "POST" else request.GET).get(name, "")
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else None


def _if_valid(form, act):
    """What the action gives, or nothing where the form or the rule refuses; the form then says why."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _quietly(request, post: Post, act, **words):
    """Do what a button asks; a refusal is a message on the page."""
    try:
        return _answer(request, act(post, by=request.user, **words))
    except ValidationError as error:
        if request.htmx:
            return HttpResponse("\n".join(error.messages), status=422)
        messages.warning(request, "\n".join(error.messages))
        return redirect(post)


def _answer(request, post: Post):
    """The post's markup for a live page; any other goes back to where the thread stood."""
    if request.htmx:
        return render(request, "discussions/_posted.html", {"post": post})
    came_from = request.POST.get("next", "")
    if came_from.startswith("/") and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        return redirect(f"{came_from}#post-{post.pk}")
    return redirect(post)


def _refused(request, form, thread: Thread):
    if request.htmx:
        return render(request, "discussions/_composer_errors.html", {"form": form}, status=422)
    context = pages.thread_context(thread, request.user)
    return render(request, "discussions/thread.html", {**context, "form": form}, status=422)


def _warn_of_mentions(request, post: Post) -> None:
    names = ", ".join(person.name for person in mentions.out_of_reach(post))
    if names:
        messages.warning(request, _("%(names)s cannot read this and will not be told.") % {"names": names})
