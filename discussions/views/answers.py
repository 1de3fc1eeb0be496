"""What views of boards share: finding a post, trying an action, and how they answer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from discussions import mentions
from discussions.models import Post


def find_post(request, post_id: int) -> Post:
    return get_object_or_404(Post.objects.visible_to(request.user).for_fragment(), pk=post_id)


def number_in(request, name: str) -> int | None:
    word = (request.POST if request.method == "POST" else request.GET).get(name, "")
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else None


def if_valid(form, act):
    """What the action gives, or nothing where the form or the rule refuses; the form then says why."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None


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
    came_from = request.POST.get("next", "")
    if came_from.startswith("/") and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        return redirect(f"{came_from}#post-{post.pk}")
    return redirect(post)


def warn_of_mentions(request, post: Post) -> None:
    names = ", ".join(person.name for person in mentions.out_of_reach(post))
    if names:
        messages.warning(request, _("%(names)s cannot read this and will not be told.") % {"names": names})
