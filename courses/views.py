"""Pages of learners' work with activities; the studio's are in `courses.studio`."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import pages


@require_safe
@never_cache
def find_activity(request, stable_id):
    """Links between lessons name no cohort: lead to the activity where this person takes it, or writes it."""
    address = pages.address_of_activity(stable_id, request.user)
    if address is None:
        raise Http404
    return redirect(address)
