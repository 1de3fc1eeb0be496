"""Pages about people: the directory, a person, importing them, hours, and the calendar feed."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lib.addresses import own_path
from lib.keyset import page_by_key
from lib.rates import limited
from lib.text import clean_line
from people import actions, calendar, importing
from people.forms import AskHourForm, HourForm, ImportForm
from people.models import Hour, User

PAGE = 48
LOOKED_SECONDS = 15 * 60


@require_GET
@limited("search_people", methods=("GET",))
def people(request):
    """Everyone, found by name, topic, unit or region."""
    wanted = clean_line(request.GET.get("q", ""))[:80]
    found = User.objects.visible_to(request.user).found_by(wanted).select_related("photo", "org_unit")
    page = page_by_key(found, order=("name", "id"), after=request.GET.get("after"), size=PAGE)
    return render(request, "people/people.html", {"page": page, "wanted": wanted})


@require_GET
def person(request, person_id: int):
    """One person's face, role and topics."""
    visible = User.objects.visible_to(request.user).select_related("photo", "org_unit", "manager")
    shown = get_object_or_404(visible, pk=person_id)
    return render(request, "people/person.html", {"person": shown, "is_me": shown == request.user})


@limited("import")
def import_people(request):
    """A dry run first: what would happen to each row and why not; then all of it or nothing."""
    if not request.user.is_ld_admin:
        raise Http404
    looked, data = _looked_at(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and data is None and form.is_valid():
        looked, data = _keep_for_import(request, form.cleaned_data["file"].read())
    plan = importing.plan_import(data) if data is not None else None
    if plan and plan.is_sound and "write" in request.POST:
        return _carry_out(request, plan)
    context = {"form": form, "plan": plan, "looked": looked, "lines": plan.lines[:200] if plan else []}
    return render(request, "people/import.html", context, status=422 if plan and not plan.is_sound else 200)


def _keep_for_import(request, data: bytes) -> tuple[str, bytes]:
    """Keep a table between looking and importing, for its own uploader and a quarter of an hour."""
    looked = uuid.uuid4().hex
    cache.set(f"import-{request.user.pk}-{looked}", data, LOOKED_SECONDS)
    return looked, data


def _looked_at(request) -> tuple[str, bytes | None]:
    looked = request.POST.get("looked", "")
    if "write" not in request.POST or not looked.isalnum():
        return "", None
    data = cache.get(f"import-{request.user.pk}-{looked}")
    if data is None:
        messages.error(request, _("That was too long ago; choose the file once more."))
    return looked, data


def _carry_out(request, plan: importing.Plan):
    importing.carry_out(plan, by=request.user)
    words = ngettext("%(n)d person is here now.", "%(n)d people are here now.", plan.new_count)
    messages.success(request, words % {"n": plan.new_count})
    return redirect("people")


@require_GET
@never_cache
def hours(request):
    """The hours to come that one was given, gives or asks for, and asking for one."""
    mine = Hour.objects.visible_to(request.user).to_come(timezone.now())
    rows = list(mine.select_related("person", "manager").order_by("begins_at", "id")[:PAGE])
    has_asked = any(hour.begins_at is None and hour.person_id == request.user.pk for hour in rows)
    feed = request.build_absolute_uri(reverse("calendar_feed", args=[request.user.calendar_key]))
    context = {"hours": rows, "ask": None if has_asked else request.user.manager, "feed": feed}
    return render(request, "people/hours.html", context)


@require_POST
@limited("ask_for_hour")
def ask_for_hour(request):
    """Ask one's manager for an hour."""
    form = AskHourForm(request.POST)
    what_for = form.cleaned_data["what_for"] if form.is_valid() else ""
    _try(request, _("Asked."), lambda: actions.ask_for_hour(request.user, by=request.user, what_for=what_for))
    return redirect(_back(request))


@require_POST
def give_hour(request, person_id: int):
    """Give one of one's people an hour."""
    receiver = get_object_or_404(User.objects.below(request.user), pk=person_id)
    form = HourForm(request.POST)
    if form.is_valid():
        begins_at = form.cleaned_data["begins_at"]
        words = _("%(name)s has the hour; both calendars have it.") % {"name": receiver.first_name}
        _try(request, words, lambda: actions.give_hour(receiver, by=request.user, begins_at=begins_at))
    else:
        messages.error(request, _("Say when the hour begins, such as Wednesday at 10."))
    return redirect(_back(request))


@require_POST
def withdraw_hour(request, hour_id: int):
    """Take an hour back."""
    hour = get_object_or_404(Hour.objects.visible_to(request.user), pk=hour_id)
    actions.withdraw_hour(hour, by=request.user)
    return redirect(_back(request))


@login_not_required
@never_cache
@require_GET
def calendar_feed(request, key):
    """The feed that a calendar subscribes to; its address is its key."""
    owner = get_object_or_404(User, calendar_key=key, is_active=True)
    return HttpResponse(calendar.feed(owner), content_type="text/calendar; charset=utf-8")


def _try(request, words: str, act) -> None:
    try:
        act()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, words)


def _back(request) -> str:
    return own_path(request.POST.get("next", ""))
