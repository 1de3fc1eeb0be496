"""How the API refuses: the same three refusals as the pages."""

from django.core.exceptions import ValidationError
from rest_framework import exceptions, views


def answer(error, context):
    """A rule's ValidationError is a 400 with its sentence; the rest is as DRF has it."""
    if isinstance(error, ValidationError):
        error = exceptions.ValidationError({"detail": error.messages})
    return views.exception_handler(error, context)
