"""How the API refuses: the same three refusals as the pages."""

from django.core.exceptions import ValidationError
from rest_framework import exceptions, views


def answer(error, context):
    """A rule's ValidationError is a 400 with its sentence, and its code where it has one; the rest is as DRF has it."""
    if isinstance(error, ValidationError):
        code = getattr(error, "code", None)
        error = exceptions.ValidationError({"detail": error.messages} | ({"code": code} if code else {}))
    return views.exception_handler(error, context)
