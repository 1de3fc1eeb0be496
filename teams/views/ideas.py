"""Ideas of a space: making one, building on it, standing behind it, trying it, and what becomes of it."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lib.answers import if_valid, quietly
from lib.rates import limited
from spaces.models import Space
from teams import actions, pages
from teams.forms import AdditionForm, AdoptionForm, DropForm, IdeaForm, TrialForm
from teams.models import Idea
from teams.sources import FOUND, homes_of


@require_safe
@never_cache
def ideas(request, space_id: int):
    """The ideas of a space, the newest first."""
    space = get_object_or_404(Space.objects.visible_to(request.user), pk=space_id)
    return render(
        request, "teams/ideas.html", pages.ideas_page(space, request.user, request.GET.get("after"))
    )


@require_safe
@never_cache
def idea(request, idea_id: int):
    return _page(request, _idea(request, idea_id))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("start_thread")
@never_cache
def make_idea(request, source_type: str, source_id: int):
    """A post, a hand-in or a reflection becomes an idea."""
    source = _source(request, source_type, source_id)
    homes = homes_of(source, request.user)
    form = IdeaForm(homes, request.POST or None, initial={"key": uuid.uuid4()})
    if made := if_valid(form, lambda words: actions.make_idea(source, by=request.user, **words)):
        return redirect(made)
    context = {"form": form, "source": source, "homes": homes}
    return render(request, "teams/make_idea.html", context, status=422 if form.is_bound else 200)


@require_POST
@limited("post_reply")
def build_on_idea(request, idea_id: int):
    found, form = _idea(request, idea_id), AdditionForm(request.POST)
    if added := if_valid(form, lambda words: actions.build_on_idea(found, by=request.user, **words)):
        return redirect(added)
    return _page(request, found, 422, addition_form=form)


@require_POST
def stand_behind_idea(request, idea_id: int):
    found = _idea(request, idea_id)
    quietly(request, actions.stand_behind_idea, found)
    return redirect(found)


@require_POST
def try_idea(request, idea_id: int):
    return _change(request, idea_id, TrialForm, actions.try_idea, "trial_form")


@require_POST
def adopt_idea(request, idea_id: int):
    return _change(request, idea_id, AdoptionForm, actions.adopt_idea, "adoption_form")


@require_POST
def drop_idea(request, idea_id: int):
    return _change(request, idea_id, DropForm, actions.drop_idea, "drop_form")


def _change(request, idea_id: int, form_class, act, name: str):
    """Do it, or show the page with the form as it was sent."""
    found, form = _idea(request, idea_id), form_class(request.POST)
    if if_valid(form, lambda words: act(found, by=request.user, **words)):
        return redirect(found)
    return _page(request, found, 422, **{name: form})


def _page(request, found: Idea, status: int = 200, **sent):
    forms = {"trial_form": TrialForm(), "adoption_form": AdoptionForm(), "drop_form": DropForm()}
    context = {**forms, **pages.idea_page(found, request.user), **sent}
    return render(request, "teams/idea.html", context, status=status)


def _idea(request, idea_id: int) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(request.user).for_page(), pk=idea_id)


def _source(request, source_type: str, source_id: int):
    """What it is born of, as who asks may see it."""
    if source_type not in FOUND:
        raise Http404
    return get_object_or_404(FOUND[source_type](request.user), pk=source_id)
