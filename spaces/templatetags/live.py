"""Tags of live pages: which spaces a page watches, and the key that makes a repeated form quiet."""

import uuid

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from lib.templatetags.colloquy import element

register = template.Library()


SCRIPTS = ("live-apply", "live-socket", "live-page", "unread-counts", "presence-dots")


@register.simple_tag(takes_context=True)
def live_spaces(context, *spaces) -> SafeString:
    """The element, with its scripts, that keeps a page up to date from the numbers read with the page."""
    watched = {space.pk: space.last_number for space in spaces if space}
    scripts = mark_safe("".join(element(context, name) for name in SCRIPTS))
    return scripts + format_html(
        '<live-page data-url="{}/live/" data-lang="{}" data-spaces="{}" data-aside="{}" data-after="{}" '
        'data-me="{}" data-follows="{}"></live-page>',
        _origin(context),
        get_language(),
        _numbers(watched),
        _numbers({pk: number for pk, number in _aside(context).items() if pk not in watched}),
        reverse("space_after", args=[0, 0]),
        context["request"].user.pk if "request" in context else "",
        context["frame"]["follows"] if context.get("frame") else "",
    )


def _aside(context) -> dict[int, int]:
    """The spaces of the frame: of those the page only counts what is new."""
    frame = context.get("frame")
    return frame["aside"] if frame else {}


def _numbers(spaces: dict[int, int]) -> str:
    return " ".join(f"{pk}:{number}" for pk, number in spaces.items())


def _origin(context) -> str:
    host = context["request"].get_host().split(":")[0] if "request" in context else ""
    return settings.LIVE_ORIGIN.replace("{host}", host)


@register.simple_tag
def form_key() -> SafeString:
    """A hidden key: sending the same form twice has one effect."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())
