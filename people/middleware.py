"""Who is looking, and their own time zone, for the length of a request."""

from __future__ import annotations

import zoneinfo

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from lib.composed import composed
from people.models import User


class Person(AuthenticationMiddleware):
    """Django's own, but for the query that finds the person, which is composed once."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person(request))


def _person(request):
    """Whom the session names, while it was made with their password as it is now; in any other case Django decides."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = _well_known(request.session) or auth.get_user(request)
    return request._cached_user


def _well_known(session) -> User | None:
    number, made_with = session.get(auth.SESSION_KEY, ""), session.get(auth.HASH_SESSION_KEY, "")
    if (
        session.get(auth.BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS
        or not number.isdecimal()
    ):
        return None
    person = next(iter(_active(int(number))), None)
    return person if person and constant_time_compare(made_with, person.get_session_auth_hash()) else None


@composed
def _active(person_id: int) -> QuerySet[User]:
    return User.objects.filter(pk=person_id, is_active=True)


class Viewer:
    """Show times in the viewer's zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            try:
                timezone.activate(zoneinfo.ZoneInfo(request.user.time_zone))
            except (zoneinfo.ZoneInfoNotFoundError, ValueError):
                timezone.deactivate()
        else:
            timezone.deactivate()
        return self.get_response(request)
