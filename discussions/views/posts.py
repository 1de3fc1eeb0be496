"""What people do to one post: change it, take it away and back, react to it, accept it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from discussions import actions, drafts, pages, permissions
from discussions.forms import PostForm, ReasonForm
from discussions.history import history_context
from discussions.views.answers import answer, drop_draft, find_post, if_valid, quietly
from lib.rates import limited


@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
def edit_post(request, post_id: int):
    post = find_post(request, post_id)
    if not permissions.can_edit_post(request.user, post):
        return redirect(post)
    form = PostForm(request.POST or None)
    words = if_valid(form, lambda words: actions.edit_post(post, by=request.user, body=words["body"]))
    if words is None:
        draft = drafts.draft_at(request.user, "edit", post.pk)
        context = {"post": post, "form": form, "thread": post.thread, "draft": draft}
        context |= pages.audience_of(post.thread.space)
        return render(request, "discussions/edit_post.html", context, status=422 if form.is_bound else 200)
    drop_draft(request, "edit", post.pk)
    return answer(request, post)


@require_safe
def post_history(request, post_id: int):
    """What a post said before each change, and what changed."""
    post = find_post(request, post_id)
    if not permissions.can_see_earlier_words(request.user, post):
        raise Http404
    return render(request, "discussions/post_history.html", history_context(post, request.GET.get("after")))


@require_POST
def delete_post(request, post_id: int):
    return answer(request, actions.delete_post(find_post(request, post_id), by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_post(request, post_id: int):
    """Somebody's post is taken away, for a reason."""
    post = find_post(request, post_id)
    if not permissions.can_remove_post(request.user, post):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if removed := if_valid(form, lambda words: actions.remove_post(post, by=request.user, **words)):
        return answer(request, removed)
    context = {"post": post, "form": form, "thread": post.thread}
    return render(request, "discussions/remove_post.html", context, status=422 if form.is_bound else 200)


@require_POST
def restore_post(request, post_id: int):
    return answer(request, actions.restore_post(find_post(request, post_id), by=request.user))


@require_POST
@limited("put_reaction")
def put_reaction(request, post_id: int):
    post = find_post(request, post_id)
    return quietly(request, post, actions.put_reaction, kind=request.POST.get("kind", ""))


@require_POST
@limited("put_reaction")
def take_reaction(request, post_id: int):
    post = find_post(request, post_id)
    return quietly(request, post, actions.take_reaction, kind=request.POST.get("kind", ""))


@require_POST
def unaccept_answer(request, post_id: int):
    return quietly(request, find_post(request, post_id), actions.unaccept_answer)


@require_POST
def accept_answer(request, post_id: int):
    return quietly(request, find_post(request, post_id), actions.accept_answer)
