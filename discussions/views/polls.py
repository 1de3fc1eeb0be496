"""Asking something in a post, and choosing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from discussions import actions, permissions, polls
from discussions.forms import PollForm
from discussions.models import Poll
from discussions.views.answers import find_post, if_valid
from lib.rates import limited
from lib.text import whole_number


@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
def make_poll(request, post_id: int):
    """Ask something in one's own post."""
    post = find_post(request, post_id)
    if not permissions.can_make_poll(request.user, post):
        raise PermissionDenied
    form = PollForm(request.POST or None)
    if if_valid(form, lambda words: actions.make_poll(post, by=request.user, **words)):
        return redirect(post)
    context = {"post": post, "thread": post.thread, "form": form}
    return render(request, "discussions/make_poll.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def poll(request, poll_id: int):
    """The choice, or how all chose: by itself or within its post."""
    context = polls.poll_context(_poll(request, poll_id), request.user, again="again" in request.GET)
    template = "discussions/_poll.html" if request.htmx else "discussions/poll.html"
    return render(request, template, context)


@require_POST
@limited("write")
def vote(request, poll_id: int):
    found = _poll(request, poll_id)
    chosen = [number for word in request.POST.getlist("option") if (number := whole_number(word)) is not None]
    try:
        actions.vote(found, by=request.user, options=chosen)
    except ValidationError as error:
        if request.htmx:
            context = polls.poll_context(found, request.user, again=True) | {"refusal": error.messages[0]}
            return render(request, "discussions/_poll.html", context, status=422)
        messages.warning(request, error.messages[0])
    if request.htmx:
        return render(request, "discussions/_poll.html", polls.poll_context(found, request.user))
    return redirect(found)


def _poll(request, poll_id: int) -> Poll:
    seen = Poll.objects.visible_to(request.user).select_related("post__thread__space")
    return get_object_or_404(seen, pk=poll_id)
