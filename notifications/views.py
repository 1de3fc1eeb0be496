"""The bell's page and count, and what mails a person wants."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lib.keyset import page_by_key
from lib.text import whole_number
from notifications import actions, bell, mails
from notifications.forms import PreferenceForm
from notifications.models import Kind, Mute, Notification, Preference
from people.models import User

PAGE = 40
MAILED = [kind for kind in Kind if kind != Kind.NEWS]
OF_A_SPACE = [Kind.REPLY, Kind.WATCHED, Kind.TEAM_WAITS, Kind.NUDGE]


@require_GET
@never_cache
def bell_page(request):
    """What this person was told, newest first."""
    mine = Notification.objects.visible_to(request.user).select_related("entry__by__photo")
    page = page_by_key(mine, order=("-id",), after=request.GET.get("after"), size=PAGE)
    lines = bell.lines(request.user, page.items)
    newest = page.items[0].pk if page.items else 0
    return render(request, "notifications/bell.html", {"lines": lines, "page": page, "newest": newest})


@require_GET
@never_cache
def notification(request, notification_id: int):
    """Go where a line of the bell leads; it counts as read."""
    mine = Notification.objects.visible_to(request.user).select_related("entry__by")
    found = get_object_or_404(mine, pk=notification_id)
    shown = bell.lines(request.user, [found])
    actions.read_notification(found, by=request.user)
    return redirect(shown[0].url if shown else "bell")


@require_GET
@never_cache
def bell_count(request):
    """The number on the bell, as a fragment."""
    unread = Notification.objects.counted_for(request.user)[:100].count()
    return render(request, "notifications/_count.html", {"unread": unread})


@require_POST
def read_bell(request):
    actions.read_bell(request.user, upto=whole_number(request.POST.get("upto", "")) or 0)
    return redirect("bell")


@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request):
    """How often a person wants mail, when not, and of what."""
    preference = Preference.objects.filter(person=request.user).first() or Preference(person=request.user)
    form = PreferenceForm(request.POST or None, initial=vars(preference))
    if form.is_valid():
        actions.set_preference(request.user, **form.cleaned_data)
        wanted = set(request.POST.getlist("wanted"))
        for kind in MAILED:
            actions.set_mute(request.user, kind=kind, muted=kind not in wanted)
        messages.success(request, _("Saved."))
        return redirect("mail_settings")
    context = {"kinds": kinds_for(request.user), "form": form}
    return render(request, "notifications/mail_settings.html", context, status=422 if form.is_bound else 200)


def kinds_for(person, space=None) -> list[dict]:
    """The kinds of mail that one can do without, and whether this person wants them, everywhere or from one space."""
    muted = set(Mute.objects.filter(person=person, space=space).values_list("kind", flat=True))
    offered = MAILED if space is None else OF_A_SPACE
    return [{"value": kind.value, "label": kind.label, "wanted": kind not in muted} for kind in offered]


@login_not_required
@csrf_exempt  # a mail program posts here without a cookie; the ticket is ours and does one thing
@never_cache
def mute(request, ticket: str):
    """One click out of a kind of mail, from the mail itself; a link that is not ours is unknown."""
    try:
        person_id, kind = mails.read_mute_ticket(ticket)
        person = User.objects.get(pk=person_id, is_active=True)
    except (signing.BadSignature, User.DoesNotExist, ValueError, TypeError):
        raise Http404 from None
    if request.method == "POST":
        actions.set_mute(person, kind=kind, muted=True)
    muted = Mute.objects.filter(person=person, kind=kind).exists()
    return render(request, "notifications/mute.html", {"kind": Kind(kind).label, "muted": muted})
