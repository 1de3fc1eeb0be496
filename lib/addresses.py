"""Addresses that a form sends along: which of them lead to a page of ours."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_path(word: str, otherwise: str = "/") -> str:
    """The path on this site that a form names, else another one; a name without a slash is no path."""
    is_ours = word.startswith("/") and url_has_allowed_host_and_scheme(word, allowed_hosts=None)
    return word if is_ours else otherwise
