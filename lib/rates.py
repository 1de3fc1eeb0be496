"""How often somebody may do a thing, on a page or over REST: counted a minute, refused with 429 and when to come back."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from rest_framework.throttling import BaseThrottle

MINUTE = 60
READING = ("GET", "HEAD", "OPTIONS")
# A person's deeds a minute, whichever way they are done: a program's replies count with those from pages.
PER_MINUTE = {
    "ask_for_hour": 20,
    "come_in": 30,
    "export": 30,
    "import": 20,
    "invite": 30,
    "mention": 240,
    "post_reply": 120,
    "put_reaction": 120,
    "report_post": 10,
    "save_draft": 120,
    "search": 60,
    "search_similar": 120,
    "search_people": 120,
    "start_thread": 20,
    "type": 120,
    "upload": 60,
    "write": 120,
}


def limited(what: str, *, methods: tuple[str, ...] = ("POST",)) -> Callable:
    """Let one person (or address, signed out) call a page this often; a cache that is away refuses nobody."""
    most = PER_MINUTE[what]

    def decorate(view: Callable) -> Callable:
        @functools.wraps(view)
        def counted(request, *args, **kwargs):
            if request.method in methods and _is_over(what, request, most):
                return _refusal(request)
            return view(request, *args, **kwargs)

        return counted

    return decorate


class Writes(BaseThrottle):
    """The same for programs: every write counts, as what the view's `counts_as` calls it or as `write`."""

    def allow_request(self, request, view) -> bool:
        what = getattr(view, "counts_as", "write")
        return request.method in READING or not _is_over(what, request, PER_MINUTE[what])

    def wait(self) -> int:
        return _seconds_left()


class Reads(Writes):
    """For addresses where reading costs enough to be counted."""

    def allow_request(self, request, view) -> bool:
        return not _is_over(view.counts_as, request, PER_MINUTE[view.counts_as])


def _who(request) -> str:
    user = getattr(request, "user", None)
    return f"person-{user.pk}" if user and user.is_authenticated else _address(request)


def _address(request) -> str:
    """Where a request comes from: what the outermost of our own front servers saw."""
    servers = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return seen[-servers] if servers and len(seen) >= servers else request.META.get("REMOTE_ADDR", "")


def _is_over(what: str, request, most: int) -> bool:
    key = f"rate-{what}-{_who(request)}-{int(time.time() // MINUTE)}"
    return cache.count(key, 2 * MINUTE) > most


def _seconds_left() -> int:
    return MINUTE - int(time.time() % MINUTE)


def _refusal(request):
    seconds = _seconds_left()
    answer = render(request, "429.html", {"seconds": seconds}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
