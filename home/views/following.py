"""How closely somebody follows a space, and of what in it they want mail."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from discussions.actions import follow_space
from discussions.models import Follow, Level
from notifications.actions import set_mute
from notifications.views import OF_A_SPACE, kinds_for
from spaces.models import Space


@require_http_methods(["GET", "HEAD", "POST"])
def following(request, space_id: int):
    """One's own level and kinds of mail for a space."""
    space = get_object_or_404(Space.objects.visible_to(request.user), pk=space_id)
    if request.method == "POST":
        _save(request, space)
        return redirect("following", space.pk)
    mine = Follow.objects.visible_to(request.user).filter(space=space).first()
    context = {
        "space": space,
        "levels": Level.choices,
        "level": mine.level if mine else Level.TRACK,
        "kinds": kinds_for(request.user, space),
    }
    return render(request, "home/following.html", context)


def _save(request, space: Space) -> None:
    try:
        follow_space(space, by=request.user, level=request.POST.get("level", ""))
    except ValidationError as error:
        messages.warning(request, "\n".join(error.messages))
        return
    wanted = set(request.POST.getlist("wanted"))
    for kind in OF_A_SPACE:
        set_mute(request.user, kind=kind, muted=kind not in wanted, space=space)
    messages.success(request, _("Saved."))
