"""The verbs of boards: how each is shown, who is told of it, and what counts as a contribution."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from discussions import concealing, following, telling
from discussions.models import Bookmark, Draft, Poll, Post, Report, Thread
from files import parents
from spaces import seen
from spaces.verbs import Verb
from spaces.verbs import register as register_verb


def register() -> None:
    """Make boards known to the journal and to files."""
    _register_threads()
    _register_posts()
    _register_reports()
    register_verb(
        Verb("bookmark.due", "bookmark", _bookmarks, to_everyone=False, in_confidence=True, told=telling.told_of_bookmarks,
             sentence=_("You wanted to come back to %(target)s"))
    )  # fmt: skip
    seen.register_concealed(concealing.entries_concealed_from)
    parents.register(
        "discussions.post", lambda viewer: Post.objects.visible_to(viewer).standing().values("pk")
    )
    parents.register_wanted(
        lambda: Exists(Draft.objects.showing(Cast(OuterRef("pk"), TextField()), OuterRef("owner")))
    )


def _register_threads() -> None:
    register_verb(
        Verb("thread.started", "thread", _threads, told=telling.told_of_threads, seen=telling.seen_threads, is_act=True,
             is_contribution=True, mute_url=lambda thread, person_id: _mute_url(thread.pk, person_id),
             sentence=_("%(by)s began %(target)s"))
    )  # fmt: skip
    for verb in QUIET_OF_THREADS:
        register_verb(Verb(verb, "thread", _threads))
    register_verb(
        Verb("thread.hidden", "thread", _traces, withdraws=True, told=telling.told_of_hiding,
             sentence=_("%(by)s hid your conversation %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("thread.merged", "thread", _threads, told=telling.told_of_merges,
             sentence=_("%(by)s put your conversation into %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("thread.moved", "thread", _threads, to_everyone=False, told=telling.told_of_moves,
             sentence=_("%(by)s moved %(target)s to another board"))
    )  # fmt: skip


def _register_posts() -> None:
    register_verb(
        Verb("post.added", "post", _posts, POST, told=telling.told_of_posts, seen=telling.seen_posts, is_act=True,
             is_contribution=True,
             mute_url=lambda post, person_id: _mute_url(post.thread_id, person_id),
             sentence=_("%(by)s answered in %(target)s"))
    )  # fmt: skip
    register_verb(Verb("reaction.changed", "post", _posts, POST, is_act=True))
    register_verb(
        Verb("answer.accepted", "post", _posts, POST, told=telling.told_of_answers, is_act=True,
             sentence=_("%(by)s accepted your answer in %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("post.edited", "post", _posts, POST, told=telling.told_of_edits,
             sentence=_("%(by)s named you in %(target)s"))
    )  # fmt: skip
    register_verb(Verb("post.deleted", "post", _posts, POST, withdraws=True))
    register_verb(
        Verb("post.removed", "post", _posts, POST, withdraws=True, told=telling.told_of_removals,
             sentence=_("%(by)s removed your post in %(target)s"))
    )  # fmt: skip
    register_verb(Verb("post.restored", "post", _posts, POST))
    register_verb(Verb("answer.unaccepted", "post", _posts, POST))
    register_verb(Verb("poll.made", "post", _posts, POST))
    register_verb(Verb("poll.voted", "poll", Poll.objects.visible_to, is_act=True))


def _register_reports() -> None:
    register_verb(
        Verb("post.reported", "report", _reports, to_everyone=False, in_confidence=True, told=telling.told_of_reports,
             sentence=_("%(by)s asks you to look at a post in %(target)s"))
    )  # fmt: skip
    register_verb(
        Verb("report.settled", "report", _reports, to_everyone=False, in_confidence=True, told=telling.told_of_settling,
             sentence=_("%(by)s looked at what you reported in %(target)s"))
    )  # fmt: skip
    register_verb(Verb("report.reopened", "report", _reports, to_everyone=False, in_confidence=True))


POST = "discussions/_post.html"
# Told to nobody; pages learn of them from the frame.
QUIET_OF_THREADS = (
    "thread.edited", "thread.locked", "thread.unlocked", "thread.pinned", "thread.unpinned", "thread.sealed",
    "thread.unsealed", "thread.unhidden",
)  # fmt: skip


def _mute_url(thread_id: int, person_id: int) -> str:
    return reverse("mute_thread", args=[following.mute_ticket(thread_id, person_id)])


def _threads(viewer):
    return Thread.objects.visible_to(viewer).select_related("space", "by")


def _traces(viewer):
    """A hidden thread says that it was hidden to whoever could read it."""
    return Thread.objects.leaving_a_trace_for(viewer).select_related("space", "by")


def _posts(viewer):
    return Post.objects.visible_to(viewer).for_fragment()


def _bookmarks(viewer):
    return Bookmark.objects.visible_to(viewer).for_page()


def _reports(viewer):
    return Report.objects.visible_to(viewer).select_related("post__thread")
