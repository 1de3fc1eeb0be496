"""How a program says who it is."""

from drf_spectacular.authentication import SessionScheme
from rest_framework import authentication


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session; without one the API answers 401 and not 403."""

    def authenticate_header(self, request) -> str:
        return "Session"


class SessionInSchema(SessionScheme):
    """So that the API's description names the cookie."""

    target_class = SessionAuthentication
