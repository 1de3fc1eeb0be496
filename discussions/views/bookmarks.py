"""What somebody keeps for later: the page of it, and keeping a post and letting it go."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from discussions import actions
from discussions.forms import BookmarkForm
from discussions.models import Bookmark
from discussions.views.answers import find_post, if_valid
from lib.html import excerpt
from lib.keyset import page_by_key

SIZE = 30


@require_safe
def saved(request):
    """Posts that the viewer keeps for later, the newest first."""
    mine = Bookmark.objects.visible_to(request.user).for_page()
    page = page_by_key(mine, order=("-id",), after=request.GET.get("after"), size=SIZE)
    lines = [{"bookmark": one, "excerpt": excerpt(one.post.body, 30)} for one in page.items]
    return render(request, "discussions/saved.html", {"lines": lines, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def save_post(request, post_id: int):
    """Keep a post, with a note and perhaps a reminder."""
    post = find_post(request, post_id)
    kept = Bookmark.objects.filter(person=request.user, post=post).first()
    form = BookmarkForm(kept, request.POST or None)
    if if_valid(form, lambda words: actions.save_post(post, by=request.user, **words)):
        messages.success(request, _("Saved. It stands under Saved, for you alone."))
        return redirect("saved")
    context = {"post": post, "thread": post.thread, "form": form, "kept": kept}
    return render(request, "discussions/save_post.html", context, status=422 if form.is_bound else 200)


@require_POST
def unsave_post(request, post_id: int):
    actions.unsave_post(find_post(request, post_id), by=request.user)
    return redirect("saved")
