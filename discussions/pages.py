"""What a thread's page shows its viewer, wherever it stands: alone, beside a lesson, or as a team's stream."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from discussions import links, markup
from discussions.drafts import draft_at_hand
from discussions.models import Draft, Post, Thread
from spaces.models import MODERATORS, Membership, Space

POSTS = 50
SHOWN_BEFORE_NEW = 5


@dataclass(frozen=True)
class Window:
    """The posts of one page, by number."""

    first: int
    last: int
    total: int

    @property
    def is_at_end(self) -> bool:
        return self.last >= self.total

    @property
    def older(self) -> int | None:
        """The number from which the page before begins."""
        return max(1, self.first - POSTS) if self.first > 2 else None

    @property
    def newer(self) -> int | None:
        return None if self.is_at_end else self.last + 1

    @property
    def skipped(self) -> int:
        """How many posts lie between the one that opens the thread and this page."""
        return max(0, self.first - 2)


def thread_context(thread: Thread, viewer, *, first: int | None = None, reply_to: int | None = None) -> dict:
    """All that `discussions/_thread_panel.html` needs; the viewer's mark moves as the page is read.

    `first` is the number from which to show posts; without it the page begins near the first unread one.
    """
    if not hasattr(thread, "my_roles"):
        thread = Thread.objects.as_met_by(viewer).get(pk=thread.pk)
    window = _window(thread, first)
    draft = draft_at_hand(Draft.Kind.REPLY, thread)
    posts = markup.of_posts(thread, window.first, window.last, viewer)
    context = {
        "thread": thread,
        "posts": posts,
        "window": window,
        "new_from": _new_from(thread, window),
        "reads_from": None if _awaits_answer(thread) else _reads_from(thread, window),
        "links_here": links.leading_to(thread, viewer) if thread.has_links else (),
        "awaits_answer": _awaits_answer(thread),
        **_jump(thread, window),
        "me": viewer,
        "can_moderate": _moderates(thread),
        "can_edit": _can_edit(thread, viewer),
        "can_accept": thread.is_question and (thread.by_id == viewer.pk or _moderates(thread)),
        "can_write": _can_write(thread),
        "my_level": thread.my_level or "",
        "answered": _answered(thread, viewer, reply_to or (draft["in_reply_to"] if draft else None)),
        "draft": draft,
        "key": uuid.uuid4(),
        **audience(thread.space, thread.reader_count),
    }
    return context


def audience(space: Space, count: int | None) -> dict:
    """Who can read what is written in a space: an icon, three words and how many."""
    if space.readable_by == Space.ReadableBy.ORGANISATION:
        return {"audience_icon": "building-2", "audience_words": _("Everybody here"), "audience_count": None}
    if space.kind == Space.Kind.DIRECT:
        return _audience_of_few(count or 0)
    words = {
        Space.Kind.COHORT: _("Cohort only"),
        Space.Kind.TEAM: _("Team only"),
        Space.Kind.COMMUNITY: _("Community only"),
        Space.Kind.COURSE: _("Authors only"),
        Space.Kind.PRACTICE: _("This room only"),
    }
    return {
        "audience_icon": "users",
        "audience_words": words.get(Space.Kind(space.kind), _("Members only")),
        "audience_count": count or 0,
    }


def audience_of(space: Space) -> dict:
    """The same where the people have not been counted yet."""
    return audience(space, Membership.objects.open().filter(space=space).values("person").distinct().count())


def _audience_of_few(count: int) -> dict:
    """In a conversation of two there is nobody to count."""
    two = count == 2
    words = pgettext("audience", "Only you two") if two else pgettext("audience", "Only these people")
    return {"audience_icon": "lock", "audience_words": words, "audience_count": None if two else count}


def _window(thread: Thread, first: int | None) -> Window:
    total = thread.post_count
    if first is None:
        first = total - POSTS + 1 if _begins_at_end(thread) else (thread.mark or 0) + 1 - SHOWN_BEFORE_NEW
    first = max(1, min(first, total - POSTS + 1))
    return Window(first, min(first + POSTS - 1, total), total)


def _reads_from(thread: Thread, window: Window) -> int | None:
    """The number after which this page moves the viewer's mark on; none where a jump ahead leaves posts unread."""
    if _begins_at_end(thread):
        return window.first - 1
    mark = thread.mark or 0
    return mark if window.first <= mark + 1 else None


def _jump(thread: Thread, window: Window) -> dict:
    """How much is new to who has read here before, and where it begins, unless that stands in sight at the top."""
    unread = thread.post_count - (thread.mark or 0)
    if not thread.mark or unread <= 0 or window.first >= thread.mark:
        return {"unread": max(0, unread), "jump_url": ""}
    is_here = _new_from(thread, window) is not None
    return {
        "unread": unread,
        "jump_url": f"{'' if is_here else thread.get_absolute_url()}#thread-{thread.pk}-new",
    }


def _begins_at_end(thread: Thread) -> bool:
    return thread.mark is None and thread.is_stream


def _answered(thread: Thread, viewer, reply_to: int | None) -> Post | None:
    """The post that somebody is about to answer; one that they may not read yet says not even whose it is."""
    if reply_to is None:
        return None
    seen = Post.objects.visible_to(viewer).standing().filter(thread=thread, pk=reply_to)
    return seen.select_related("by").first()


def _new_from(thread: Thread, window: Window) -> int | None:
    """The number before which the page says "New"."""
    if thread.mark is None or not window.first - 1 <= thread.mark < window.last:
        return None
    return thread.mark + 1


def _moderates(thread: Thread) -> bool:
    return not set(MODERATORS).isdisjoint(thread.my_roles)


def _awaits_answer(thread: Thread) -> bool:
    """Whether others' posts open to the viewer once they have written one."""
    return thread.is_sealed and not thread.has_answered and not _moderates(thread)


def _can_edit(thread: Thread, viewer) -> bool:
    """Whether the viewer has something to do to the thread as a whole."""
    if thread.is_stream or thread.space.is_closed:
        return False
    return _moderates(thread) or (thread.by_id == viewer.pk and not thread.is_locked)


def _can_write(thread: Thread) -> bool:
    space = thread.space
    if space.is_closed or thread.is_hidden or (thread.is_locked and not _moderates(thread)):
        return False
    return bool(thread.my_roles) or space.kind == Space.Kind.COMMONS
