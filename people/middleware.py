"""The viewer's own time zone, for the length of a request."""

from __future__ import annotations

import zoneinfo

from django.utils import timezone


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
