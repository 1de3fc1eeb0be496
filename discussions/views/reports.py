"""Reporting a post, one's own reports, and the queue and the log of whoever keeps a space in order."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from discussions import actions, moderation, permissions
from discussions.forms import ReasonForm
from discussions.models import Post, Report
from discussions.views.answers import find_post, if_valid
from lib.keyset import page_by_key
from lib.rates import limited
from spaces.models import Space
from spaces.permissions import can_moderate_space


@require_http_methods(["GET", "HEAD", "POST"])
@limited("report_post")
def report_post(request, post_id: int):
    """The post and its two neighbours go to whoever keeps the space in order."""
    post = find_post(request, post_id)
    if not permissions.can_report_post(request.user, post):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if if_valid(form, lambda words: actions.report_post(post, by=request.user, **words)):
        messages.success(request, _("Thank you. Who keeps this space in order will look at it."))
        return redirect(post)
    context = {"post": post, "form": form, "thread": post.thread}
    return render(request, "discussions/report_post.html", context, status=422 if form.is_bound else 200)


@require_safe
def my_reports(request):
    """What I reported, and what came of it."""
    mine = Report.objects.filter(by=request.user).for_queue()
    page = page_by_key(mine, order=("-id",), after=request.GET.get("after"))
    readable = Post.objects.visible_to(request.user).filter(pk__in=[one.post_id for one in page.items])
    context = {"page": page, "readable": set(readable.values_list("pk", flat=True))}
    return render(request, "discussions/my_reports.html", context)


@require_safe
def reports(request, space_id: int):
    """What waits to be looked at in a space and in its teams."""
    space = get_object_or_404(Space.objects.select_related("parent"), pk=space_id)
    if not permissions.can_see_reports(request.user, space):
        raise Http404
    settled, after = "settled" in request.GET, request.GET.get("after")
    context = moderation.queue_context(space, request.user, settled=settled, after=after)
    context["is_keeper"] = can_moderate_space(request.user, space)
    return render(request, "discussions/reports.html", context)


@require_POST
def settle_report(request, report_id: int):
    words = {"outcome": request.POST.get("outcome", ""), "reason": request.POST.get("reason", "")}
    return _looked_at(request, report_id, actions.settle_report, _("Settled. You can take it back."), **words)


@require_POST
def reopen_report(request, report_id: int):
    return _looked_at(request, report_id, actions.reopen_report, _("It waits again."))


@require_safe
def moderation_log(request, space_id: int):
    """What was done to keep a space in order, by whom and when."""
    space = get_object_or_404(Space.objects.visible_to(request.user), pk=space_id)
    if not can_moderate_space(request.user, space):
        raise Http404
    context = moderation.log_context(space, request.user, request.GET.get("after"))
    return render(request, "discussions/moderation_log.html", context)


def _looked_at(request, report_id: int, act, said: str, **words):
    seen = Report.objects.visible_to(request.user).select_related("post__space")
    report = get_object_or_404(seen, pk=report_id)
    try:
        act(report, by=request.user, **words)
        messages.success(request, said)
    except ValidationError as error:
        messages.warning(request, "\n".join(error.messages))
    return redirect(report)
