"""Writes of polls: asking one in a post of one's own, and choosing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import permissions
from discussions.actions.keeping import hold, lock
from discussions.models import Poll, PollOption, Post, Vote
from lib.text import clean_line
from people.models import User
from spaces.actions import record

FEWEST, MOST, LONGEST = 2, 10, 120


@transaction.atomic
def make_poll(
    post: Post, *, by, question: str, options: Iterable[str], is_multiple: bool = False,
    is_anonymous: bool = False, closes_at: datetime | None = None,
) -> Poll:  # fmt: skip
    """Ask something in one's own post; it has one poll, and making it again is quiet.

    Refuses others' posts, deleted ones and locked threads, fewer than two or more than ten options, and an end in the past.
    """
    hold(post.thread.space, by)
    lock(post)
    if not permissions.can_make_poll(by, post):
        raise PermissionDenied(_("Only who wrote this can ask something in it."))
    if known := Poll.objects.filter(post=post).first():
        return known
    poll = ask(
        post, question, options, is_multiple=is_multiple, is_anonymous=is_anonymous, closes_at=closes_at
    )
    record(post.thread.space, by=by, verb="poll.made", target=post, data={"thread": post.thread_id})
    return poll


def ask(
    post: Post, question: str, options: Iterable[str], *, is_multiple: bool = False, is_anonymous: bool = False,
    closes_at: datetime | None = None,
) -> Poll:  # fmt: skip
    """Store what a post asks that is new or held, for its writer; refused where it cannot be chosen from."""
    question, texts = clean_line(question), list(dict.fromkeys(filter(None, map(clean_line, options))))
    _refuse_unfit(question, texts, closes_at)
    poll = Poll.objects.create(
        post=post, question=question, is_multiple=is_multiple, is_anonymous=is_anonymous, closes_at=closes_at
    )
    PollOption.objects.bulk_create([PollOption(poll=poll, position=i, text=t) for i, t in enumerate(texts)])
    post.poll_id, post.poll_question = poll.pk, question
    return poll


@transaction.atomic
def vote(poll: Poll, *, by, options: Iterable[int]) -> Poll:
    """Choose, or choose anew while the poll is open; the same choice again is quiet.

    Refuses non-members, closed polls, posts that are gone, nothing, and several where one is asked for.
    """
    post = Post.objects.select_related("thread__space").get(pk=poll.post_id)
    hold(post.thread.space, by)
    lock(post)
    poll = Poll.objects.select_for_update(no_key=True).get(pk=poll.pk)
    if post.is_deleted or poll.is_closed:
        raise ValidationError(_("This poll is closed."))
    chosen = set(options)
    known = set(PollOption.objects.filter(poll=poll, pk__in=chosen).values_list("pk", flat=True))
    if not chosen or chosen != known or (len(chosen) > 1 and not poll.is_multiple):
        raise ValidationError(
            _("Choose one of these.") if not poll.is_multiple else _("Choose some of these.")
        )
    mine = Vote.objects.filter(option__poll=poll, person=by)
    if set(mine.values_list("option_id", flat=True)) == chosen:
        return poll
    mine.delete()
    Vote.objects.bulk_create([Vote(option_id=pk, person=by) for pk in sorted(chosen)])
    # The journal would tell who chose when, and with the new numbers what.
    teller = User.objects.system() if poll.is_anonymous else by
    record(post.thread.space, by=teller, verb="poll.voted", target=poll)
    return poll


def _refuse_unfit(question: str, texts: list[str], closes_at: datetime | None) -> None:
    if not question or len(question) > 200:
        raise ValidationError(_("Ask something, in at most 200 letters."))
    if not FEWEST <= len(texts) <= MOST:
        raise ValidationError(_("Give between two and ten things to choose from, one a line."))
    if any(len(text) > LONGEST for text in texts):
        raise ValidationError(_("Each thing to choose has at most 120 letters."))
    if closes_at and closes_at <= timezone.now():
        raise ValidationError(_("A poll ends in the future."))
