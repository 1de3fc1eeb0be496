"""What every request gets: a number to find it by in the logs, and a kind answer when the database is away."""

import re
import time
import uuid

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

log = structlog.get_logger("colloquy.request")

GIVEN_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
RETRY_AFTER_SECONDS = "5"
PLAIN_503 = "<!doctype html><html lang=en><meta charset=utf-8><title>503</title><h1>Back in a moment</h1>"


class RequestId:
    """Name the request in every log line and in the answer; log its route, never its query or body."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-Id", "")
        request.id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        began = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-Id"] = request.id
        route = request.resolver_match.route if request.resolver_match else "-"
        log.info(
            "answered",
            method=request.method,
            route=route,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - began) * 1000, 1),
        )
        return response


class DatabaseAway:
    """A database that cannot be reached, or takes too long, is 503 with a time to come back; never a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return come_back_later() if is_database_away(exception) else None


def is_database_away(exception: BaseException | None) -> bool:
    """A server that is killed in the middle of a query says nothing: the driver has no more special word for it."""
    says_nothing = type(exception) is DatabaseError and not getattr(exception.__cause__, "pgcode", None)
    if not says_nothing and not isinstance(exception, OperationalError | InterfaceError):
        return False
    log.error("database_away", error=type(exception).__name__)
    return True


def come_back_later() -> HttpResponse:
    try:
        page = str(render_to_string("503.html"))
    except Exception:  # a page for a house on fire must not need the house
        page = PLAIN_503
    response = HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER_SECONDS})
    add_never_cache_headers(response)
    return response
