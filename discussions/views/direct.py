"""Pages of direct conversations: the list, choosing people, beginning and leaving one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from discussions import actions, direct
from lib.rates import limited
from lib.text import clean_line, whole_number
from people.models import User
from spaces.models import Space


@require_safe
def messages_page(request):
    """One's direct conversations, the one that moved last first."""
    talks, page = direct.talks_of(request.user, request.GET.get("after"))
    return render(request, "discussions/messages.html", {"talks": talks, "page": page})


@require_safe
@limited("search_people", methods=("GET",))
def new_message(request):
    """Whom to write to: found by name, topic or unit, and ticked."""
    chosen = _chosen(request.GET)
    wanted = clean_line(request.GET.get("q", ""))[:80]
    people = direct.to_write_to(request.user, wanted, chosen)
    return render(
        request, "discussions/new_message.html", {"people": people, "chosen": chosen, "wanted": wanted}
    )


@require_POST
@limited("start_thread")
def open_conversation(request):
    """Into the conversation with these people, begun if there is none."""
    people = User.objects.visible_to(request.user).filter(pk__in=_chosen(request.POST))
    try:
        return redirect(actions.open_conversation(people, by=request.user))
    except ValidationError as error:
        messages.warning(request, "\n".join(error.messages))
        return redirect("new_message")


@require_POST
def leave_conversation(request, space_id: int):
    spaces = Space.objects.joined_by(request.user).filter(kind=Space.Kind.DIRECT)
    actions.leave_conversation(get_object_or_404(spaces, pk=space_id), by=request.user)
    messages.success(request, _("You have left the conversation."))
    return redirect("messages")


def _chosen(sent) -> list[int]:
    """The people who are ticked; one too many is kept, so that it is refused with a sentence."""
    numbers = (whole_number(word) for word in sent.getlist("person")[: actions.MOST_PEOPLE + 1])
    return [number for number in numbers if number is not None]
