"""What views of boards share: finding a post, trying an action, and how they answer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from discussions import actions, mentions
from discussions.models import Post
from lib.addresses import own_path
from lib.answers import if_valid  # noqa: F401 - the views here have it from beside answer and find_post
from lib.text import whole_number


def find_post(request, post_id: int) -> Post:
    return get_object_or_404(Post.objects.visible_to(request.user).for_fragment(), pk=post_id)


def number_in(request, name: str) -> int | None:
    sent = request.POST if request.method == "POST" else request.GET
    return whole_number(sent.get(name, ""), digits=9)


def quietly(request, post: Post, act, **words):
    """Do what a button asks; a refusal is a message on the page."""
    try:
        return answer(request, act(post, by=request.user, **words))
    except ValidationError as error:
        if request.htmx:
            return HttpResponse("\n".join(error.messages), status=422)
        messages.warning(request, "\n".join(error.messages))
        return redirect(post)


def answer(request, post: Post):
    """The post's markup for a live page; any other goes back to where the thread stood."""
    if request.htmx:
        return render(request, "discussions/_posted.html", {"post": post})
    came_from = own_path(request.POST.get("next", ""), otherwise="")
    return redirect(f"{came_from}#post-{post.pk}" if came_from else post)


def warn_of_mentions(request, post: Post) -> None:
    names = ", ".join(person.name for person in mentions.out_of_reach(post))
    if names:
        messages.warning(request, _("%(names)s cannot read this and will not be told.") % {"names": names})


def drop_draft(request, kind: str, number: int) -> None:
    """What was sent is no draft any more; the page says whether there was one."""
    if request.POST.get("draft"):
        actions.drop_draft(kind, number, by=request.user)
