"""Promises: making one, saying how it went, what came of it, whom one lets see it, and thanks."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cohorts.models import Cohort, Enrollment
from lib.answers import back, if_valid, quietly
from teams import actions, pages
from teams.forms import CommitmentForm, OutcomeForm, ReflectionForm
from teams.models import Commitment, Outcome


@require_safe
@never_cache
def commitments(request):
    """One's own promises, with what one learned and what came of them."""
    return _promises(request)


@require_POST
def make_commitment(request, cohort_id: int):
    enrollment = _enrollment(request, cohort_id)
    form = CommitmentForm(request.POST)
    make = lambda words: actions.make_commitment(enrollment, by=request.user, **words)  # noqa: E731
    if if_valid(form, make):
        return back(request, "commitments")
    context = {"commitment_form": form, "cohort_id": cohort_id, "manager": request.user.manager}
    return render(request, "teams/commitment.html", context, status=422)


@require_POST
def reflect(request, commitment_id: int):
    commitment = _own(Commitment, request, commitment_id)
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        return _promises(request, 422, reflection_form=form, about=commitment)
    quietly(request, actions.reflect, commitment, **form.cleaned_data)
    return redirect(f"{commitment.get_absolute_url()}#commitment-{commitment.pk}")


@require_POST
def share_commitment(request, commitment_id: int):
    commitment = _own(Commitment, request, commitment_id)
    quietly(request, actions.share_commitment, commitment, is_shared="is_shared" in request.POST)
    return redirect(f"{commitment.get_absolute_url()}#commitment-{commitment.pk}")


@require_POST
def note_outcome(request, commitment_id: int):
    """What came of one's own promise."""
    commitment = _own(Commitment, request, commitment_id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _promises(request, 422, outcome_form=form, about=commitment)
    words = {**form.cleaned_data, "commitment": commitment}
    quietly(request, actions.note_outcome, commitment.enrollment, **words)
    return redirect("commitments")


@require_POST
def share_outcome(request, outcome_id: int):
    outcome = _own(Outcome, request, outcome_id)
    quietly(request, actions.share_outcome, outcome, is_shared="is_shared" in request.POST)
    return redirect("commitments")


@require_POST
def thank(request, outcome_id: int):
    """A manager thanks for what was shared."""
    outcomes = Outcome.objects.visible_to(request.user).select_related("cohort__space", "person")
    outcome = get_object_or_404(outcomes, pk=outcome_id)
    quietly(request, actions.thank, outcome)
    return back(request, "/")


def _promises(request, status: int = 200, **sent):
    """The page; where a form about one promise was refused, that form stands open with its words."""
    context = {**pages.promises_of(request.user), **sent}
    return render(request, "teams/commitments.html", context, status=status)


def _enrollment(request, cohort_id: int) -> Enrollment:
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), pk=cohort_id)
    mine = Enrollment.objects.active().select_related("cohort__space", "person")
    enrollment = mine.filter(cohort=cohort, person=request.user).first()
    if enrollment is None:
        raise Http404(_("You are not learning in this cohort."))
    return enrollment


def _own(noun, request, pk: int):
    """One's own; a team mate's is visible elsewhere, but there is nothing here to do with it."""
    rows = noun.objects.visible_to(request.user).filter(person=request.user)
    return get_object_or_404(rows, pk=pk)
