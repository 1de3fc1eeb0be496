"""Our own error pages; they need neither a session nor the database."""

import sys

from django.shortcuts import render

from config.middleware import come_back_later, is_database_away


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """A database that went away outside of a view, under a middleware, is 503 as well."""
    if is_database_away(sys.exc_info()[1]):
        return come_back_later()
    return render(request, "500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
