"""A lesson in the layout of The Carpentries' Workbench, read into an outline: episodes in order, then its reference."""

import posixpath
import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.importing import markdown
from courses.importing.outline import ImportedActivity, ImportedCourse, ImportedModule
from courses.importing.page import ANCHOR, Resolver, Target, rewrite
from courses.importing.sources import Sources, read_text
from lib.text import clean_line

MAX_FIGURE = 20_000_000
MAX_FIGURES = 300_000_000
MAX_PAGES = 500
_PAGE_ENDINGS = (".md", ".Rmd", ".html", "")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
_DRAWINGS = (".odg", ".ai", ".psd", ".xcf", ".drawio", ".excalidraw", ".graffle")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ANCHOR = re.compile(r'\bid="([^"]+)"')
_LEFT_OUT_PAGES = {
    "learners": "learner page",
    "instructors": "instructor page",
    "profiles": "profile page",
}


@dataclass
class _Page:
    path: str
    front: dict[str, Any]
    html: str
    anchors: set[str] = field(default_factory=set)

    @property
    def title(self) -> str:
        named = self.front.get("title")
        stem = posixpath.splitext(posixpath.basename(self.path))[0]
        return clean_line(named)[:200] if isinstance(named, str) and clean_line(named) else stem

    @property
    def minutes(self) -> int | None:
        """Teaching, exercises and break together; None where the page names none."""
        written = [self.front.get(name) for name in ("teaching", "exercises", "break")]
        given = [
            int(value) for value in written if isinstance(value, str) and re.fullmatch("[0-9]{1,4}", value)
        ]
        return sum(given) if given else None


def parse_carpentries(sources: Sources) -> ImportedCourse:
    """The course of a Workbench lesson; refused where it has no readable configuration or no episode."""
    config = _configuration(sources)
    course = ImportedCourse(title=_title(config), summary=_summary(sources))
    lesson = _Lesson(sources, course)
    episodes = lesson.pages("episodes", config.get("episodes"))
    if not episodes:
        raise ValidationError(_("This folder has a config.yaml but no episodes."), code="no_episodes")
    learners = lesson.pages("learners", config.get("learners")) if config.get("learners") else []
    lesson.add_module(_("Episodes"), episodes, "lesson")
    if learners:
        lesson.add_module(_("Reference"), learners, "reference page")
    lesson.report_unused()
    course.report.made["figure"] = len(course.images)
    return course


class _Lesson:
    """The files of one lesson, which of them became pages, and which were used."""

    def __init__(self, sources: Sources, course: ImportedCourse) -> None:
        self._sources, self._course = sources, course
        self._names = set(sources.names())
        self._links = read_text(sources, "links.md") if "links.md" in self._names else ""
        self._pages: dict[str, _Page] = {}
        self._stored: dict[str, str | None] = {}
        self._used = {"config.yaml", "index.md", "links.md"}

    def pages(self, folder: str, order: Any) -> list[_Page]:
        """The pages of a folder in the configuration's order, or by name where it gives none."""
        found: list[_Page] = []
        for name in self._ordered(folder, order):
            if name not in self._names:
                self._course.report.leave_out("missing episode", "config.yaml", name)
            elif len(self._pages) >= MAX_PAGES:
                raise ValidationError(_("This course has more than %(count)d pages.") % {"count": MAX_PAGES})
            elif name not in self._pages:
                self._used.add(name)
                self._pages[name] = _read_page(self._sources, name, self._links)
                found.append(self._pages[name])
        return found

    def add_module(self, title: str, pages: list[_Page], kind: str) -> None:
        module = ImportedModule(title)
        for page in pages:
            resolver = Resolver(link=partial(self._link, page), image=partial(self._image, page))
            html = rewrite(page.html, where=page.path, resolver=resolver, report=self._course.report)
            module.activities.append(ImportedActivity("lesson", page.title, html, page.minutes, page.path))
            self._course.report.made[kind] += 1
        self._course.modules.append(module)

    def report_unused(self) -> None:
        for name in sorted(self._names - self._used):
            self._course.report.leave_out(_kind_of(name), name)

    def _ordered(self, folder: str, order: Any) -> list[str]:
        if isinstance(order, list) and order:
            return [f"{folder}/{name}" for name in order if isinstance(name, str)]
        pages = re.compile(rf"{folder}/[^/]+\.R?md")
        return sorted(name for name in self._names if pages.fullmatch(name))

    def _link(self, page: _Page, address: str) -> Target:
        if address.startswith("undefined:"):
            return Target(missing=address.removeprefix("undefined:"))
        try:
            parts = urlsplit(address)
        except ValueError:
            return Target(missing=address)
        if parts.scheme or parts.netloc:
            return Target(address)
        if not parts.path:
            return self._anchor(page, page, parts.fragment)
        path = unquote(parts.path)
        if found := self._find(page, path, _PAGE_ENDINGS):
            return self._to_file(page, found, parts.fragment)
        return Target(missing=address)

    def _to_file(self, page: _Page, name: str, fragment: str) -> Target:
        if name in self._pages:
            return self._anchor(page, self._pages[name], fragment)
        if name.lower().endswith(_PICTURES) and (key := self._store(name)):
            return Target(f"image:{key}")
        is_page = name.endswith((".md", ".Rmd", ".html"))
        return Target(missing=name, kind="dangling link" if is_page else "attached file")

    def _anchor(self, page: _Page, target: _Page, fragment: str) -> Target:
        if fragment and unquote(fragment) not in target.anchors:
            missing = f"{target.path}#{fragment}" if target is not page else f"#{fragment}"
            return Target("" if target is page else f"lesson:{target.path}", missing=missing)
        suffix = f"#{ANCHOR}{unquote(fragment)}" if fragment else ""
        return Target(suffix if target is page else f"lesson:{target.path}{suffix}")

    def _image(self, page: _Page, address: str) -> Target:
        if re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", address, re.IGNORECASE):
            return Target(missing=address[:300], kind="remote figure")
        name = self._find(page, unquote(address.split("?")[0].split("#")[0]), ("",))
        if name is None:
            return Target(missing=address, kind="missing figure")
        key = self._store(name)
        return Target(f"image:{key}") if key else Target(missing=name, kind="unreadable figure")

    def _store(self, name: str) -> str | None:
        self._used.add(name)
        if name not in self._stored:
            data = self._sources.read(name, MAX_FIGURE)
            self._stored[name] = self._course.add_image(name, data)
            if sum(len(image.data) for image in self._course.images.values()) > MAX_FIGURES:
                raise ValidationError(
                    _("The figures of this course are too large together."), code="too_large"
                )
        return self._stored[name]

    def _find(self, page: _Page, path: str, endings: tuple[str, ...]) -> str | None:
        """The file that an address means: from its page, from the top, or among the episodes, as the Workbench looks."""
        relative = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        from_top = posixpath.normpath(path).lstrip("./")
        stems = [relative, from_top, f"episodes/{from_top}", f"learners/{from_top}"]
        for stem in dict.fromkeys(stems):
            bare = re.sub(r"\.(?:R?md|html)$", "", stem) if len(endings) > 1 else stem
            for name in [stem, *(bare + ending for ending in endings)]:
                if name in self._names:
                    return name
        return None


def _configuration(sources: Sources) -> dict[str, Any]:
    config = _yaml(read_text(sources, "config.yaml"))
    if config is None:
        raise ValidationError(_("The course's config.yaml cannot be read."), code="bad_config")
    return config


def _title(config: dict[str, Any]) -> str:
    title = config.get("title")
    return (clean_line(title)[:200] if isinstance(title, str) else "") or _("Imported course")


def _summary(sources: Sources) -> str:
    """The first words of the lesson's index page."""
    if "index.md" not in sources.names():
        return ""
    paragraph = re.search(r"<p>(.*?)</p>", _read_page(sources, "index.md", "").html, re.DOTALL)
    return clean_line(re.sub(r"<[^>]*>", "", paragraph[1]))[:500] if paragraph else ""


def _read_page(sources: Sources, name: str, links: str) -> _Page:
    text = read_text(sources, name)
    match = _FRONT_MATTER.match(text)
    front = _yaml(match[1]) if match else {}
    html = markdown.to_html(text[match.end() :] if match else text, links)
    return _Page(name, front or {}, html, set(_ANCHOR.findall(html)))


def _yaml(text: str) -> dict[str, Any] | None:
    """The mapping in a text, all values strings; None where it is no mapping."""
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # builds nothing but strings, lists and dictionaries
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _kind_of(name: str) -> str:
    folder, lowered = name.split("/")[0], name.lower()
    if lowered.endswith(_DRAWINGS):
        return "source of a drawing"
    if lowered.endswith(_PICTURES):
        return "unused figure"
    if lowered.endswith((".md", ".rmd")) and folder in _LEFT_OUT_PAGES:
        return _LEFT_OUT_PAGES[folder]
    return "other file"
