"""The words of docs/look.md as template tags: icons, faces, times, fields and the scripts a page uses."""

import functools
from datetime import UTC, date, datetime
from datetime import time as clock
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lib import blanks, elements

register = template.Library()

FACE_PIXELS = {"s": 24, "m": 40, "l": 64, "xl": 112}
TIME_FORMS = ("relative", "date", "time", "datetime")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite: hidden from screen readers, or an image named by its label."""
    return _icon(name, str(label))


@functools.lru_cache(maxsize=1000)
def _icon(name: str, label: str) -> SafeString:
    """Made once: a page has thirty of them, of the same few."""
    href = f"{static('icons/sprite.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def face(person, size: str = "m", named: bool = False, presence: bool = False) -> SafeString:
    """A person's photo, or their initials on the hue that is theirs; nobody at all is an empty seat."""
    size = size if size in FACE_PIXELS else "m"
    if not person:
        return format_html('<span class="face face--{} face--nobody" aria-hidden="true"></span>', size)
    picture = _photo(person, size, named) if person.photo_url else _initials(person, size, named)
    if not presence:
        return picture
    return format_html(
        '<span class="face-here" data-presence="{}">{}<span class="dot"></span><span class="here-now">{}</span></span>',
        person.id,
        picture,
        _("here now"),
    )


def _photo(person, size: str, named: bool) -> SafeString:
    pixels = FACE_PIXELS[size]
    return format_html(
        '<img class="face face--{}" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        size,
        person.photo_url,
        person.name if named else "",
        pixels,
        pixels,
    )


def _initials(person, size: str, named: bool) -> SafeString:
    voice = (
        format_html('role="img" aria-label="{}"', person.name) if named else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<span class="face face--{} face--initials hue-{}" {}>{}</span>',
        size,
        person.hue,
        voice,
        person.initials,
    )


@register.simple_tag
def when(moment, form: str = "relative") -> SafeString:
    """A moment as <time>, readable in UTC without script; local-times.js turns it into the viewer's zone."""
    if not moment:
        return mark_safe("")
    form = form if form in TIME_FORMS else "relative"
    if isinstance(moment, date) and not isinstance(moment, datetime):
        words = formats.date_format(moment, "DATE_FORMAT")
        return format_html('<time datetime="{}" data-form="day">{}</time>', moment.isoformat(), words)
    at = timezone.localtime(moment, UTC)
    stamp = at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return format_html('<time datetime="{}" data-form="{}">{}</time>', stamp, form, _in_utc(at, form))


def _in_utc(at: datetime, form: str) -> str:
    if form == "date":
        return formats.date_format(at, "DATE_FORMAT")
    if form == "time":
        return f"{formats.time_format(at, 'TIME_FORMAT')} UTC"
    return f"{formats.date_format(at, 'DATETIME_FORMAT')} UTC"


@register.simple_tag
def local_time(zone: str) -> SafeString:
    """What the clock shows now in a zone, said to be local, kept current by local-times.js; nothing for no zone."""
    try:
        now: clock = timezone.localtime(timezone.now(), ZoneInfo(str(zone))).time()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return mark_safe("")
    return format_html(
        '<span class="visually-hidden">{} </span><time class="clock" data-zone="{}" title="{}">{}</time>',
        _("local time"),
        zone,
        _("Local time in %(place)s") % {"place": str(zone).rpartition("/")[2].replace("_", " ")},
        now.strftime("%H:%M"),
    )


@register.filter
def safe_html(html: str | None) -> SafeString:
    """Stored HTML, cleaned by lib.html on its way in: the one place that trusts it."""
    return mark_safe(html or "")


@register.simple_tag
def audience(icon_name: str, words: str, count: int | None = None) -> SafeString:
    """Who can read what is written here: an icon, three words, how many, oneself among them."""
    if count is None:
        return format_html('<span class="audience">{} <span>{}</span></span>', icon(icon_name), words)
    say = ngettext("%(n)s person can read this", "%(n)s people can read this", count)
    shown = formats.number_format(count)
    return format_html(
        '<span class="audience" title="{0}">{1} <span>{2} · <span class="numbers" aria-hidden="true">{3}</span>'
        '<span class="visually-hidden">{0}</span></span></span>',
        say % {"n": shown},
        icon(icon_name),
        words,
        shown,
    )


@register.simple_tag
def progress(done: int, total: int, label: str) -> SafeString:
    """How far something is, as a bar with its sentence."""
    return format_html(
        '<div class="progress"><progress value="{}" max="{}" aria-label="{}"></progress>'
        '<span class="progress__words">{}</span></div>',
        min(done, total),
        total or 1,
        label,
        label,
    )


@register.simple_tag
def field(bound, label: str = "", either: bool = False) -> SafeString:
    """One form field: label above, help below, the error beside, all tied together for screen readers.

    One of several ways to say the same, `either` of which is needed, is not called optional.
    """
    return blanks.once(bound, str(label), either, make=lambda: _field(bound, label, either))


def _field(bound, label: str, either: bool) -> SafeString:
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "") or widget.__class__.__name__.lower()
    many = kind in ("radio", "checkboxselectmultiple") or (kind == "checkbox" and hasattr(widget, "choices"))
    words = {
        "field": bound,
        "label": label or bound.label,
        "kind": "many" if many else kind,
        "control": bound if many else bound.as_widget(attrs=_described(bound)),
        "optional": not (bound.field.required or either) and kind not in ("checkbox", "hidden") and not many,
    }
    return get_template("parts/_field.html").render(words)


def _described(bound) -> dict[str, str]:
    # Django does this for most widgets only, and in another order than the page's.
    ids = [f"{bound.auto_id}_help"] if bound.help_text else []
    if not bound.errors:
        return {"aria-describedby": " ".join(ids)} if ids else {}
    return {"aria-describedby": " ".join([*ids, f"{bound.auto_id}_error"]), "aria-invalid": "true"}


@register.inclusion_tag("parts/_form_errors.html")
def form_errors(form) -> dict:
    """What is wrong with the form as a whole."""
    if not form:
        return {}
    hidden = [(bound.label, error) for bound in form.hidden_fields() for error in bound.errors]
    return {"errors": form.non_field_errors(), "hidden": hidden}


@register.filter
def spaced(numbers) -> SafeString:
    """Numbers with blanks between: there may be hundreds, and none needs escaping."""
    return mark_safe(" ".join(str(int(number)) for number in numbers))


@register.simple_tag(takes_context=True)
def element(context, name: str) -> SafeString:
    """Load a custom element's script, once a page however many templates ask for it."""
    loaded = _loaded(context)
    if name in loaded:
        return mark_safe("")
    loaded.add(name)
    return _script(name, elements.words(name))


@functools.lru_cache(maxsize=200)
def _script(name: str, spoken: str) -> SafeString:
    needs = " ".join(static(part) for part in elements.NEEDS.get(name, ()))
    source = static(f"js/elements/{name}.js")
    return format_html(
        '<script defer src="{}"{}{}></script>',
        source,
        format_html(' data-needs="{}"', needs) if needs else "",
        format_html(' data-words="{}"', spoken) if spoken else "",
    )


def _loaded(context) -> set[str]:
    request = context.get("request")
    if request is None:
        return context.render_context.setdefault("loaded_elements", set())
    if not hasattr(request, "loaded_elements"):
        request.loaded_elements = set()
    return request.loaded_elements


@register.simple_tag
def css() -> SafeString:
    """The one stylesheet, joined from static/css in layer order."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/colloquy.css"))
