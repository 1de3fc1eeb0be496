"""What pages of moderation show: the queue of a space's reports, each post with its two neighbours, and the log."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from discussions.models import Post, Report
from lib.keyset import page_by_key
from spaces import verbs
from spaces.models import Entry, Space

SIZE = 20
# What is logged: an icon and words for each verb.
LOGGED = {
    "post.removed": ("trash-2", _("removed a post")),
    "post.restored": ("undo-2", _("brought a post back")),
    "thread.locked": ("lock", _("locked the conversation")),
    "thread.unlocked": ("lock-open", _("unlocked the conversation")),
    "thread.pinned": ("pin", _("pinned the conversation")),
    "thread.unpinned": ("pin", _("unpinned the conversation")),
    "thread.sealed": ("eye-off", _("asked to answer before reading")),
    "thread.unsealed": ("eye", _("let everybody read again")),
    "thread.hidden": ("archive", _("hid the conversation")),
    "thread.unhidden": ("undo-2", _("showed the conversation again")),
    "thread.merged": ("layers", _("put another conversation into this one")),
    "thread.moved": ("arrow-right", _("moved the conversation here")),
    "report.settled": ("shield-check", _("settled a report")),
    "report.reopened": ("undo-2", _("reopened a report")),
}


@dataclass(frozen=True)
class Case:
    """A report with what goes to whoever looks at it: the post and the posts before and after it, nothing else."""

    report: Report
    posts: list[Post]


def queue_context(space: Space, viewer, *, settled: bool = False, after: str | None = None) -> dict:
    """Reports that wait in a space and in the teams below it, the oldest first; or those settled, newest first."""
    reports = Report.objects.visible_to(viewer).within(space).for_queue()
    reports = reports.settled() if settled else reports.waiting()
    page = page_by_key(reports, order=("-id",) if settled else ("id",), after=after, size=SIZE)
    title = space.title if Space.objects.visible_to(viewer).filter(pk=space.pk).exists() else ""
    return {
        "space": space,
        "title": title,
        "page": page,
        "cases": cases(page.items),
        "settled": settled,
        "me": viewer,
    }


def cases(reports: list[Report]) -> list[Case]:
    """In one query: what a report shows is given by the report, not by who may read the space."""
    wanted = Q(pk__in=[])
    for report in reports:
        number = report.post.number
        wanted |= Q(thread=report.post.thread_id, number__range=(number - 1, number + 1))
    around: dict[tuple[int, int], Post] = {}
    for post in Post.objects.filter(wanted).select_related("by__photo").defer("words"):
        around[post.thread_id, post.number] = post
    return [Case(report, _three(report.post, around)) for report in reports]


def _three(post: Post, around: dict[tuple[int, int], Post]) -> list[Post]:
    numbers = (post.number - 1, post.number, post.number + 1)
    return [around[post.thread_id, number] for number in numbers if (post.thread_id, number) in around]


@dataclass(frozen=True)
class Line:
    """One line of the log: who did what to which thread or post, and when."""

    entry: Entry
    target: object

    @property
    def icon(self) -> str:
        return LOGGED[self.entry.verb][0]

    @property
    def words(self) -> str:
        return LOGGED[self.entry.verb][1]


def log_context(space: Space, viewer, after: str | None = None) -> dict:
    """What was done in a space to keep it in order, newest first, of what the viewer may see."""
    entries = Entry.objects.filter(space=space, verb__in=LOGGED).select_related("by__photo")
    page = page_by_key(entries, order=("-number", "-id"), after=after, size=SIZE)
    seen = {
        name: verbs.named(name).fetch(viewer, [entry.target_id for entry in page.items if entry.verb == name])
        for name in {entry.verb for entry in page.items}
    }
    lines = [Line(entry, target) for entry in page.items if (target := seen[entry.verb].get(entry.target_id))]
    return {"space": space, "page": page, "lines": lines}
