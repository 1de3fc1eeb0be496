"""How often somebody may do a thing: counted in the cache a minute, refused with 429 and when to come back."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from redis.exceptions import RedisError

MINUTE = 60


def limited(what: str, *, per_minute: int, methods: tuple[str, ...] = ("POST",)) -> Callable:
    """Let one person (or address, signed out) call a view this often; a cache that is away refuses nobody."""

    def decorate(view: Callable) -> Callable:
        @functools.wraps(view)
        def counted(request, *args, **kwargs):
            if request.method in methods and _is_over(what, _who(request), per_minute):
                return _refusal(request)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def _who(request) -> str:
    user = getattr(request, "user", None)
    return f"person-{user.pk}" if user and user.is_authenticated else _address(request)


def _address(request) -> str:
    """Where a request comes from: what the outermost of our own front servers saw."""
    servers = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return seen[-servers] if servers and len(seen) >= servers else request.META.get("REMOTE_ADDR", "")


def _is_over(what: str, who: str, per_minute: int) -> bool:
    key = f"rate-{what}-{who}-{int(time.time() // MINUTE)}"
    try:
        cache.add(key, 0, 2 * MINUTE)
        return cache.incr(key) > per_minute
    except (RedisError, OSError, ValueError):  # ValueError: the key was evicted between the two calls
        return False


def _refusal(request):
    seconds = MINUTE - int(time.time() % MINUTE)
    answer = render(request, "429.html", {"seconds": seconds}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
