"""Following a thread more or less closely, from its page or from a mail."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from discussions import actions, following
from discussions.models import Level, Thread
from people.models import User


@require_POST
def follow_thread(request, thread_id: int):
    """Choose how closely to follow a thread."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=thread_id)
    try:
        actions.follow_thread(thread, by=request.user, level=request.POST.get("level", ""))
    except ValidationError as error:
        messages.warning(request, "\n".join(error.messages))
    return redirect(thread)


@login_not_required
@csrf_exempt  # a mail program posts here without a cookie; the ticket is ours and does one thing
@never_cache
def mute_thread(request, ticket: str):
    """No more of a thread, by a link in a mail; a link that is not ours is unknown."""
    try:
        thread_id, person_id = following.read_mute_ticket(ticket)
        person = User.objects.get(pk=person_id, is_active=True)
        thread = Thread.objects.visible_to(person).get(pk=thread_id)
    except (signing.BadSignature, User.DoesNotExist, Thread.DoesNotExist, ValueError, TypeError):
        raise Http404 from None
    if request.method == "POST":
        actions.follow_thread(thread, by=person, level=Level.MUTE)
    muted = following.level_of(thread, person) == Level.MUTE
    return render(request, "discussions/mute_thread.html", {"muted": muted})
