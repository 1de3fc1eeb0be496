"""One's own evidence, answers, additions and ideas: taking them away and bringing them back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from lib.answers import quietly
from teams import actions
from teams.models import Addition, Evidence, Idea, Response

# Each with all that its fragment and its action need.
NOUNS = {
    "addition": (Addition, ("by", "idea__space")),
    "evidence": (Evidence, ("commitment__person", "commitment__enrollment__cohort__space")),
    "idea": (Idea, ("by", "space", "sponsor", "owner")),
    "response": (Response, ("by", "commitment__person", "commitment__enrollment")),
}


@require_POST
def delete_words(request, kind: str, words_id: int):
    return _change(request, kind, words_id, actions.delete_words)


@require_POST
def restore_words(request, kind: str, words_id: int):
    return _change(request, kind, words_id, actions.restore_words)


def _change(request, kind: str, words_id: int, act):
    """The words' markup for a live page; any other goes back to where they stand."""
    said = _find(request, kind, words_id)
    if not request.htmx:
        quietly(request, act, said)
        return redirect(said)
    try:
        act(said, by=request.user)
    except ValidationError as error:
        return HttpResponse("\n".join(error.messages), status=422)
    return render(request, f"teams/_{kind}.html", {kind: said, "me": request.user})


def _find(request, kind: str, words_id: int):
    if kind not in NOUNS:
        raise Http404
    noun, joins = NOUNS[kind]
    return get_object_or_404(noun.objects.visible_to(request.user).select_related(*joins), pk=words_id)
