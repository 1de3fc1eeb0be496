"""Serving stored files."""

from django.http import Http404


def upload(request, ticket: str):
    raise Http404
