"""Live pages over plain HTTP: catching up with a space, and saying that one is writing."""

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lib.composed import composed, one_or_404
from lib.rates import limited
from spaces import catch_up, live
from spaces.models import Space
from spaces.permissions import can_write_in_space


@composed
def _space(viewer, space_id: int) -> QuerySet[Space]:
    return Space.objects.visible_to(viewer).filter(pk=space_id)


@require_GET
@never_cache
def space_after(request, space_id: int, number: int):
    """What came after this number, in order."""
    space = one_or_404(_space(request.user, space_id))
    return JsonResponse(catch_up.after(space, number, request.user).as_json())


@require_POST
@limited("type")
def type_in_space(request, space_id: int):
    """Pass on that the person is writing; where is an element's id such as `thread-7`."""
    space = get_object_or_404(Space.objects.visible_to(request.user), pk=space_id)
    where = request.POST.get("where", "")[:60]
    if request.user.shows_presence and can_write_in_space(request.user, space):
        live.typing(space.pk, person=request.user, where=where)
    return HttpResponse(status=204)
