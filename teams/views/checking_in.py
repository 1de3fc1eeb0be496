"""Answering whether one tried it: from a mail, signed in or not, and on the commitment's own page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lib.answers import quietly
from teams import actions, checkins
from teams.models import CheckIn


@login_not_required
@csrf_exempt  # the ticket is what lets its holder answer; it does one thing, and no cookie takes part in it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request, ticket: str):
    """One answer from a mail: looking writes nothing, because mail programs follow links; pressing the button does."""
    try:
        check_in_id, answer = checkins.read_ticket(ticket)
    except signing.SignatureExpired:
        return render(request, "teams/check_in.html", {"is_old": True}, status=410)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    rows = CheckIn.objects.select_related("commitment__person").filter(commitment__person__is_active=True)
    asked = get_object_or_404(rows, pk=check_in_id)
    if request.method == "POST":
        actions.answer_check_in(asked, by=asked.commitment.person, answer=answer)
        return redirect("check_in", ticket)
    # A mail is passed on: what was promised is shown to its owner alone.
    is_mine = asked.commitment.person == request.user
    context = {"check_in": asked, "is_mine": is_mine, "chosen": CheckIn.Answer(answer)}
    return render(request, "teams/check_in.html", context)


@require_POST
def answer_check_in(request, check_in_id: int):
    """The same answer on one's own page."""
    mine = CheckIn.objects.visible_to(request.user).filter(commitment__person=request.user)
    asked = get_object_or_404(mine.select_related("commitment"), pk=check_in_id)
    quietly(request, actions.answer_check_in, asked, answer=request.POST.get("answer", ""))
    return redirect(asked)
