"""What an import made and left out, said as a person would say it."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

WORDS = {
    "attached file": ngettext_lazy("%d attached file", "%d attached files"),
    "chart": ngettext_lazy("%d chart", "%d charts"),
    "comment": ngettext_lazy("%d comment", "%d comments"),
    "dangling link": ngettext_lazy("%d link that leads nowhere", "%d links that lead nowhere"),
    "diagram": ngettext_lazy("%d diagram", "%d diagrams"),
    "drawing": ngettext_lazy("%d drawing", "%d drawings"),
    "embedded document": ngettext_lazy("%d document inside the document", "%d documents inside the document"),
    "embedded object": ngettext_lazy("%d embedded object", "%d embedded objects"),
    "embedded page": ngettext_lazy("%d page of another site", "%d pages of other sites"),
    "equation": ngettext_lazy("%d equation", "%d equations"),
    "figure": ngettext_lazy("%d picture", "%d pictures"),
    "form field": ngettext_lazy("%d form field", "%d form fields"),
    "header or footer": ngettext_lazy("%d header or footer", "%d headers or footers"),
    "instructor page": ngettext_lazy("%d page for instructors", "%d pages for instructors"),
    "learner page": ngettext_lazy("%d page for learners", "%d pages for learners"),
    "lesson": ngettext_lazy("%d lesson", "%d lessons"),
    "media": ngettext_lazy("%d sound or film", "%d sounds or films"),
    "missing episode": ngettext_lazy(
        "%d page that was named but not there", "%d pages that were named but not there"
    ),
    "missing figure": ngettext_lazy(
        "%d picture that was not in the file", "%d pictures that were not in the file"
    ),
    "other file": ngettext_lazy("%d other file", "%d other files"),
    "profile page": ngettext_lazy("%d profile page", "%d profile pages"),
    "reference page": ngettext_lazy("%d reference page", "%d reference pages"),
    "remote figure": ngettext_lazy("%d picture on another site", "%d pictures on other sites"),
    "script": ngettext_lazy("%d script", "%d scripts"),
    "source of a drawing": ngettext_lazy("%d source of a drawing", "%d sources of drawings"),
    "table of contents": ngettext_lazy("%d table of contents", "%d tables of contents"),
    "template tag": ngettext_lazy("%d template tag", "%d template tags"),
    "text box": ngettext_lazy("%d text box", "%d text boxes"),
    "tracked deletion": ngettext_lazy("%d deleted passage", "%d deleted passages"),
    "unclosed block": ngettext_lazy("%d box that was never closed", "%d boxes that were never closed"),
    "unknown block": ngettext_lazy("%d unknown kind of box", "%d unknown kinds of boxes"),
    "unknown element": ngettext_lazy("%d unknown element", "%d unknown elements"),
    "unreadable figure": ngettext_lazy("%d picture that cannot be read", "%d pictures that cannot be read"),
    "unused figure": ngettext_lazy("%d picture that no page shows", "%d pictures that no page shows"),
}


def told(report: dict) -> dict:
    """The report's sentences: what stands in the outline, what does not, and the latter by its place."""
    places: dict[str, dict[str, list[str]]] = {}
    for where, kind, detail in report["lines"]:
        places.setdefault(where, {}).setdefault(kind, []).append(detail)
    return {
        "made": _counted(report["made"]),
        "left_out": _counted(report["left_out"]),
        "places": [
            (where, [_with_details(*one) for one in kinds.items()]) for where, kinds in places.items()
        ],
        "untold": max(0, sum(report["left_out"].values()) - len(report["lines"])),
    }


def _counted(counts: dict[str, int]) -> str:
    return get_text_list([_some(kind, n) for kind, n in counts.items() if n], _("and"))


def _with_details(kind: str, details: list[str]) -> str:
    said = "; ".join(dict.fromkeys(filter(None, details)))
    return f"{_some(kind, len(details))}: {said}" if said else _some(kind, len(details))


def _some(kind: str, number: int) -> str:
    return WORDS[kind] % number if kind in WORDS else f"{number} × {_(kind)}"
