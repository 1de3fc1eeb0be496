"""Taking uploads in, and handing stored files out: by way of the second origin, except for faces."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from files import actions, serving, tickets
from files.models import StoredFile
from files.sniffing import CAPTIONS
from lib.rates import limited


@require_POST
@limited("upload")
def upload_file(request):
    """Keep the multipart `file`, and say its id, address and words."""
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"error": _("Choose a file first.")}, status=400)
    try:
        file = actions.store(upload, by=request.user, alt=request.POST.get("alt", ""))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    return JsonResponse(
        {"id": str(file.pk), "url": file.get_absolute_url(), "alt": file.alt, "name": file.name}
    )


@require_safe
@never_cache
def file(request, file_id):
    """Lead to the file on the second origin, for whoever may see its parent now."""
    seen = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=file_id)
    return HttpResponseRedirect(tickets.address_of(seen))


@require_safe
def photo(request, file_id):
    """A colleague's face, kept by the browser: a new photo has a new address."""
    face = get_object_or_404(StoredFile.objects.held_by_a_person(), pk=file_id)
    response = serving.answer(request, face)
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@require_safe
@never_cache
def captions(request, file_id):
    """A film's captions come from the page's own origin, as browsers want them to."""
    files = StoredFile.objects.visible_to(request.user).filter(content_type=CAPTIONS)
    return serving.answer(request, get_object_or_404(files, pk=file_id))


@require_safe
@login_not_required
def upload(request, ticket: str):
    """A file on the second origin, for whoever has a ticket."""
    try:
        return serving.answer(request, tickets.file_for(ticket))
    except (StoredFile.DoesNotExist, FileNotFoundError):
        raise Http404 from None
