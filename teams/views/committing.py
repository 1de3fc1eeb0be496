"""Promises: making one, saying how it went, what came of it, whom one lets see it, and thanks."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cohorts.models import Cohort, Enrollment
from lib.answers import back, if_valid, quietly
from lib.rates import limited
from teams import actions, pages
from teams.forms import CommitmentForm, EvidenceForm, OutcomeForm, ReflectionForm, ResponseForm
from teams.models import Commitment, Outcome


@require_safe
@never_cache
def commitments(request):
    """One's own promises, with what one learned and what came of them."""
    return render(request, "teams/commitments.html", pages.promises_of(request.user))


@require_POST
def make_commitment(request, cohort_id: int):
    enrollment = _enrollment(request, cohort_id)
    form = CommitmentForm(request.POST)
    make = lambda words: actions.make_commitment(enrollment, by=request.user, **words)  # noqa: E731
    if if_valid(form, make):
        return back(request, "commitments")
    context = {"commitment_form": form, "cohort_id": cohort_id, "manager": request.user.manager}
    return render(request, "teams/make_commitment.html", context, status=422)


@require_safe
@never_cache
def commitment(request, commitment_id: int):
    """One promise: what happened, how it went, and what colleagues answer."""
    return _commitment(request, _visible(request, commitment_id))


@require_POST
def add_evidence(request, commitment_id: int):
    """The owner shows what happened."""
    commitment = _own(Commitment, request, commitment_id)
    form = EvidenceForm(request.POST)
    if added := if_valid(form, lambda words: actions.add_evidence(commitment, by=request.user, **words)):
        return redirect(added)
    return _commitment(request, commitment, 422, evidence_form=form)


@require_POST
@limited("post_reply")
def respond(request, commitment_id: int):
    """A colleague answers to how it went."""
    commitment = _visible(request, commitment_id)
    form = ResponseForm(request.POST)
    if sent := if_valid(form, lambda words: actions.respond(commitment, by=request.user, **words)):
        return redirect(sent)
    return _commitment(request, commitment, 422, response_form=form)


@require_POST
def reflect(request, commitment_id: int):
    commitment = _own(Commitment, request, commitment_id)
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        return _commitment(request, commitment, 422, reflection_form=form)
    quietly(request, actions.reflect, commitment, **form.cleaned_data)
    return redirect(commitment)


@require_POST
def share_commitment(request, commitment_id: int):
    commitment = _own(Commitment, request, commitment_id)
    quietly(request, actions.share_commitment, commitment, is_shared="is_shared" in request.POST)
    return back(request, commitment)


@require_POST
def note_outcome(request, commitment_id: int):
    """What came of one's own promise."""
    commitment = _own(Commitment, request, commitment_id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _commitment(request, commitment, 422, outcome_form=form)
    words = {**form.cleaned_data, "commitment": commitment}
    quietly(request, actions.note_outcome, commitment.enrollment, **words)
    return redirect(commitment)


@require_POST
def share_outcome(request, outcome_id: int):
    outcome = _own(Outcome, request, outcome_id)
    quietly(request, actions.share_outcome, outcome, is_shared="is_shared" in request.POST)
    return back(request, "commitments")


@require_POST
def thank(request, outcome_id: int):
    """A manager thanks for what was shared."""
    outcomes = Outcome.objects.visible_to(request.user).select_related("cohort__space", "person")
    outcome = get_object_or_404(outcomes, pk=outcome_id)
    quietly(request, actions.thank, outcome)
    return back(request, "/")


def _commitment(request, commitment: Commitment, status: int = 200, **sent):
    """The page; a form that was refused stands open with its words."""
    context = {**pages.commitment_page(commitment, request.user), **sent}
    return render(request, "teams/commitment.html", context, status=status)


def _visible(request, commitment_id: int) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).with_responses()
    return get_object_or_404(rows.select_related("person", "enrollment__cohort__space"), pk=commitment_id)


def _enrollment(request, cohort_id: int) -> Enrollment:
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), pk=cohort_id)
    mine = Enrollment.objects.active().select_related("cohort__space", "person")
    enrollment = mine.filter(cohort=cohort, person=request.user).first()
    if enrollment is None:
        raise Http404(_("You are not learning in this cohort."))
    return enrollment


def _own(noun, request, pk: int):
    """One's own; a team mate's is visible elsewhere, but there is nothing here to do with it."""
    rows = noun.objects.visible_to(request.user).filter(person=request.user).select_related("person")
    return get_object_or_404(rows, pk=pk)
