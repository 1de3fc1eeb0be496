"""The demo's own pages: its doors, its outbox, and the switch that pauses the cast."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from config.demo import context
from config.demo.doors import EMAILS
from config.demo.outbox import sent_mails
from lib.addresses import own_path
from people.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@require_GET
def demo_doors(request):
    return render(request, "demo/doors.html")


@login_not_required
@never_cache
@require_GET
def demo_enter(request, key: str):
    """Sign in as one of the cast; only the demo has this address."""
    if key not in EMAILS:
        raise Http404
    login(request, get_object_or_404(User, email=EMAILS[key]), backend=BACKEND)
    return redirect("/")


@login_not_required
@require_GET
def demo_portrait(request, key: str):
    """The portrait of whoever stands behind a door."""
    person = User.objects.select_related("photo").filter(email=EMAILS.get(key)).exclude(photo=None).first()
    if person is None:
        raise Http404
    return HttpResponse(person.photo.content.read(), content_type=person.photo.content_type)


@login_not_required
@never_cache
@require_GET
def demo_outbox(request):
    wanted = request.GET.get("to", "")[:100]
    return render(request, "demo/outbox.html", {"mails": sent_mails(wanted), "wanted": wanted})


@login_not_required
@require_POST
def demo_pause(request):
    context.set_paused("pause" in request.POST)
    return redirect(own_path(request.POST.get("next", "")))
