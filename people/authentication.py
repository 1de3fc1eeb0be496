"""How a program says who it is."""

from rest_framework import authentication


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session; without one the API answers 401 and not 403."""

    def authenticate_header(self, request) -> str:
        return "Session"
