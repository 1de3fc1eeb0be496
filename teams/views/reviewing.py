"""A round as its reviewers find it, and a review while its team writes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from files import tickets
from files.models import StoredFile
from files.nameless import nameless_or_itself
from lib.answers import if_valid, quietly
from teams import actions, pages
from teams.blinding import neutral_name
from teams.forms import MarkForm
from teams.models import Review, ReviewMark, ReviewRound


@require_safe
@never_cache
def review_round(request, round_id: int):
    """What one gives and gets in a round; for who runs it and is in no team, who gives and who got."""
    found = get_object_or_404(
        ReviewRound.objects.visible_to(request.user).select_related("cohort__space"), pk=round_id
    )
    context = pages.round_context(found, request.user)
    runs = ReviewRound.objects.run_by(request.user).filter(pk=found.pk).exists()
    if runs and not context["to_give"] and not context["work"]:
        return redirect("run_round", found.pk)
    return render(request, "teams/review_round.html", {**context, "runs": runs})


@require_POST
def offer_more(request, round_id: int):
    """Say that one would take one more review, or would not after all."""
    found = get_object_or_404(
        ReviewRound.objects.visible_to(request.user).select_related("cohort__space"), pk=round_id
    )
    quietly(request, actions.offer_more, found, withdraw="withdraw" in request.POST)
    return redirect(found)


@require_safe
@never_cache
def review(request, review_id: int):
    """The work and, criterion by criterion, what the team says of it; for those who write it."""
    return render(
        request, "teams/review.html", pages.review_context(_review(request, review_id), request.user)
    )


@require_POST
def sign_review(request, review_id: int):
    found = _review(request, review_id)
    quietly(request, actions.sign_review, found)
    return redirect(f"{found.get_absolute_url()}#signed")


@require_safe
@never_cache
def review_file(request, review_id: int, number: int):
    """A file of the work under a neutral name, for who reviews it."""
    work = _review(request, review_id).work
    if not 1 <= number <= len(work.files):
        raise Http404
    # The work's own only: an address of somebody else's file may stand in its words.
    own = StoredFile.objects.of_parent("teams.submission", work.hand_in.submission_id)
    stored = get_object_or_404(own.select_related("nameless"), pk=work.files[number - 1])
    seen = nameless_or_itself(stored) if work.round.is_blind else stored
    if seen is None:
        later = _("This file is not here yet without the name of who made it. Try again in a minute.")
        never = _("This file cannot be shown without the name of who made it; its team knows.")
        messages.info(request, never if stored.nameless_at else later)
        return redirect("review", review_id)
    return redirect(tickets.address_of(seen, called=neutral_name(number, stored.name)))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mark(request, mark_id: int):
    """Keep a level and why, as the page does by itself while one writes."""
    found = _mark(request, mark_id)
    if request.method != "POST":
        return redirect(found)
    form = MarkForm(request.POST)
    saved = if_valid(form, lambda said: actions.save_mark(found, by=request.user, **said))
    if saved is None:
        return _refused(request, found, form)
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=204)
    return redirect(found)


@require_POST
def take_mark(request, mark_id: int):
    found = _mark(request, mark_id)
    quietly(request, actions.take_mark, found)
    return redirect(found)


@require_POST
def leave_mark(request, mark_id: int):
    found = _mark(request, mark_id)
    quietly(request, actions.leave_mark, found)
    return redirect(found)


def _review(request, review_id: int) -> Review:
    return get_object_or_404(Review.objects.given_by(request.user).for_page(), pk=review_id)


def _mark(request, mark_id: int) -> ReviewMark:
    return get_object_or_404(ReviewMark.objects.visible_to(request.user).for_page(), pk=mark_id)


def _refused(request, found: ReviewMark, form: MarkForm):
    """The page as it was, with what was sent beside the criterion that refused it."""
    review = _review(request, found.review_id)
    context = {**pages.review_context(review, request.user), "refused": form, "refused_mark": found.pk}
    return render(request, "teams/review.html", context, status=422)
