"""Pages of communities: the directory, one of them, founding and changing it; coming in and going."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, pages
from communities.forms import CommunityForm, PersonForm
from communities.models import Community, JoinRequest
from communities.permissions import can_keep_community
from lib.answers import if_valid
from lib.once import sent_key
from lib.rates import limited
from people.models import User


@require_safe
def communities(request):
    """Every community that one may meet."""
    return render(
        request, "communities/communities.html", pages.directory(request.user, request.GET.get("after"))
    )


@require_safe
def community(request, community_id: int):
    return _page(request, _community(request, community_id))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
def found_community(request):
    form = CommunityForm(request.POST or None, viewer=request.user)
    found = lambda said: actions.found_community(by=request.user, key=sent_key(request.POST), **said)  # noqa: E731
    if founded := if_valid(form, found):
        return redirect(founded)
    return render(request, "communities/edit.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
def edit_community(request, community_id: int):
    kept = _community(request, community_id)
    if not can_keep_community(request.user, kept):
        raise PermissionDenied
    said = {"title": kept.title, "purpose": kept.purpose, "join_rule": kept.join_rule}
    form = CommunityForm(request.POST or None, initial=said, viewer=request.user, rule=kept.join_rule)
    if if_valid(form, lambda said: actions.edit_community(kept, by=request.user, **said)):
        return redirect(kept)
    context = {"form": form, "community": kept}
    return render(request, "communities/edit.html", context, status=422 if form.is_bound else 200)


@require_POST
@limited("write")
def join_community(request, community_id: int):
    met = _community(request, community_id)
    actions.join_community(met, by=request.user, words=request.POST.get("words", ""))
    return redirect(met)


@require_POST
def leave_community(request, community_id: int):
    left = _community(request, community_id)
    if not _done(request, actions.leave_community, left):
        return redirect(left)
    return redirect("communities" if left.is_hidden else left)


@require_POST
@limited("write")
def invite_to_community(request, community_id: int):
    met = _community(request, community_id)
    form = PersonForm(request.POST, viewer=request.user)
    if not if_valid(form, lambda said: actions.invite_to_community(met, by=request.user, **said)):
        return _page(request, met, form=form, status=422)
    messages.success(request, _("%(name)s is told.") % {"name": form.cleaned_data["person"].name})
    return redirect(met)


@require_POST
def answer_request(request, request_id: int):
    requests = JoinRequest.objects.visible_to(request.user).select_related("community__space", "person")
    asked = get_object_or_404(requests, pk=request_id)
    actions.answer_request(asked, by=request.user, accept="accept" in request.POST)
    return redirect(
        "communities" if asked.person_id == request.user.pk and asked.community.is_hidden else asked
    )


@require_POST
def name_expert(request, community_id: int, person_id: int):
    kept, person = _community(request, community_id), _person(request, person_id)
    _done(request, actions.name_expert, kept, person=person)
    return redirect(kept)


@require_POST
def release_expert(request, community_id: int, person_id: int):
    kept, person = _community(request, community_id), _person(request, person_id)
    _done(request, actions.release_expert, kept, person=person)
    return redirect(kept)


def _community(request, community_id: int) -> Community:
    met = Community.objects.visible_to(request.user).with_members()
    return get_object_or_404(met, pk=community_id)


def _person(request, person_id: int) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), pk=person_id)


def _page(request, shown: Community, *, form: PersonForm | None = None, status: int = 200):
    context = {
        **pages.community_context(shown, request.user),
        "form": form or PersonForm(viewer=request.user),
    }
    return render(request, "communities/community.html", context, status=status)


def _done(request, act, shown: Community, **words) -> bool:
    """Do what a button asks; a refusal is a message on the page."""
    try:
        act(shown, by=request.user, **words)
    except ValidationError as error:
        messages.warning(request, "\n".join(error.messages))
        return False
    return True
