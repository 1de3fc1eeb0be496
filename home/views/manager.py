"""A manager's people, one of them, and asking how to help."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from home import manager
from home.helping import ask_how_i_can_help
from people.actions import record_look
from people.models import User


@require_safe
@never_cache
def my_people(request):
    """Who is on track and what one can do; the people on it can read that it was opened."""
    context = manager.people_of(request.user, timezone.now())
    untold = [report.person for report in context["reports"] if not report.person.is_told]
    if untold:
        record_look(by=request.user, what=manager.LIST, people=untold)
    return render(request, "home/my_people.html", context)


@require_safe
@never_cache
def my_person(request, person_id: int):
    """One of one's people; they can read that it was opened."""
    people = User.objects.below(request.user).filter(is_active=True).select_related("photo")
    person = get_object_or_404(people, pk=person_id)
    context = manager.record_of(person, request.user, timezone.now())
    record_look(by=request.user, what=f"record-{person.pk}", people=[person])
    return render(request, "home/my_person.html", context)


@require_POST
def ask_to_help(request, person_id: int):
    """Ask one of one's people how one can help."""
    person = get_object_or_404(User.objects.below(request.user).filter(is_active=True), pk=person_id)
    try:
        key = forms.UUIDField(required=False).clean(request.POST.get("key"))
        ask_how_i_can_help(person, by=request.user, key=key)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(name)s has your question.") % {"name": person.first_name})
    return redirect("my_people")
