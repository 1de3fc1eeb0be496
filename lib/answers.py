"""How views answer a form: back to where it stood, with a refusal's sentence on the form or the page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from lib.addresses import own_path


def back(request, otherwise, *args):
    """To the page that a form names as `next`, where that is one of ours."""
    came_from = own_path(request.POST.get("next", ""), otherwise="")
    return redirect(came_from) if came_from else redirect(otherwise, *args)


def quietly(request, act, *args, **words):
    """What the action gives; where its rule refuses, nothing, and the page says why."""
    try:
        return act(*args, by=request.user, **words)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return None


def if_valid(form, act):
    """What the action gives, or nothing where the form or the rule refuses; the form then says why."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None
