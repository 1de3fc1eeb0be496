"""Coming in by a link for the first time, and saying who one is."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.models import Cohort, host_of
from files.actions import keeping_nothing_on_failure, store
from files.models import StoredFile
from lib.rates import limited
from people import actions, signin
from people.forms import ArrivalForm, ProfileForm
from people.models import SignInLink
from spaces import live, readers
from teams.models import Seat, Team

SAID = (
    "name", "called", "job_title", "ask_me_about", "time_zone", "works_from", "works_until", "works_on", "shows_presence",
)  # fmt: skip
BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@limited("come_in")
def come_in(request, token: str):
    """A link from a mail: looking spends nothing, sending the form signs in once and does what the link is for.

    Whoever has a second factor, or rights over everybody, signs in as always first.
    """
    link = (
        SignInLink.objects.usable().select_related("person").filter(digest=actions.digest_of(token)).first()
    )
    if link is None:
        return render(request, "home/link_spent.html", status=410)
    if request.user != link.person and signin.signs_in_themselves(link.person):
        return _sign_in_first(request, link)
    # Both fields may be empty, and Django takes an empty POST for none at all.
    form = ArrivalForm(request.POST, request.FILES) if request.method == "POST" else ArrivalForm()
    if form.is_valid() and _arrive(request, token, form):
        return redirect(_first_room(link))
    status = 422 if form.is_bound else 200
    context = {"form": form, "person": link.person, **_invitation(link)}
    return render(request, "home/come_in.html", context, status=status)


def _sign_in_first(request, link: SignInLink):
    """To the ordinary sign-in and back here; whoever is signed in as somebody else leaves first."""
    if request.user.is_authenticated:
        return render(request, "home/sign_in_first.html", {"person": link.person}, status=403)
    return redirect_to_login(request.path)


def _invitation(link: SignInLink) -> dict:
    """Which cohort the link invites to and who asks; whoever holds the link is meant to know."""
    kind, _colon, identity = link.purpose.partition(":")
    cohort = Cohort.objects.with_frame().filter(pk=identity).first() if kind == "cohort" else None
    return {"cohort": cohort, "host": host_of(cohort)} if cohort else {}


def _arrive(request, token: str, form: ArrivalForm) -> bool:
    """All of it or nothing, the photo's file included."""
    with keeping_nothing_on_failure(), transaction.atomic():
        return _come(request, token, form)


def _come(request, token: str, form: ArrivalForm) -> bool:
    link = actions.use_sign_in_link(token)
    if link is None:
        return False
    with_topics = form.cleaned_data["ask_me_about"] or link.person.ask_me_about
    try:
        photo = photo_from(form, link.person)
    except ValidationError as error:
        form.add_error("photo", error)
        transaction.set_rollback(True)
        return False
    actions.edit_profile(link.person, by=link.person, photo=photo, ask_me_about=with_topics)
    if request.user != link.person:
        login(request, link.person, backend=BACKEND)
    signin.follow_up(link)
    return True


def _first_room(link: SignInLink) -> str:
    """Whoever was asked to a cohort comes to their own table, if it is set; everybody else where the link leads."""
    kind, _colon, cohort_id = link.purpose.partition(":")
    if kind != "cohort":
        return link.leads_to
    seats = Seat.objects.course_long()
    seat = seats.filter(enrollment__person=link.person, enrollment__cohort=cohort_id).first()
    if seat is None:
        return link.leads_to
    readers.run("seats", Cohort.objects.values_list("space", flat=True).get(pk=cohort_id))
    mine = Team.objects.joined_by(link.person).filter(pk=seat.team_id).first()
    return mine.get_absolute_url() if mine else link.leads_to


def my_profile(request):
    """What a person says of themselves."""
    me = request.user
    known = {name: getattr(me, name) for name in SAID}
    form = ProfileForm(request.POST or None, request.FILES or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            photo = photo_from(form, me)
        except ValidationError as error:
            form.add_error("photo", error)
        else:
            fields = {name: form.cleaned_data[name] for name in known}
            actions.edit_profile(me, by=me, photo=photo, **fields)
            live.presence_changed(me.pk)
            messages.success(request, _("Saved."))
            return redirect("person", me.pk)
    return render(request, "home/my_profile.html", {"form": form}, status=422 if form.is_bound else 200)


def photo_from(form, person) -> StoredFile | None:
    """The photo of a form, stored; refuses what is no picture with a sentence."""
    upload = form.cleaned_data.get("photo")
    if not upload:
        return None
    words = _("This is not a photo. Choose a JPEG, PNG or WebP picture.")
    return store(upload, by=person, alt=person.name, wanted=lambda kind: kind.is_reencoded, otherwise=words)
