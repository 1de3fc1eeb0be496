"""The write by which two threads of a board become one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions import permissions, words
from discussions.actions.keeping import held, hold
from discussions.models import Draft, Post, Thread, ThreadLink
from spaces.actions import record

# Who has read both to their ends has read the whole.
READ_BOTH = """
UPDATE discussions_readingmark mark SET number = %s + other.number FROM discussions_readingmark other
WHERE mark.thread_id = %s AND other.thread_id = %s AND other.person_id = mark.person_id AND mark.number >= %s
"""


@transaction.atomic
def merge_thread(thread: Thread, *, by, into: Thread) -> Thread:
    """A thread's posts stand behind another's, with their writers and times; its address leads there. Twice is quiet.

    Refuses whoever does not keep the space in order, streams, another board, what belongs to an activity, and what is
    hidden or sealed. It is not taken back: what is said afterwards is numbered behind it.
    """
    hold(thread.space, by)
    if Thread.objects.filter(pk=thread.pk, merged_into=into).exists():
        return into
    # Posts before their threads, as those who change a post hold them; then those that came meanwhile.
    list(Post.objects.filter(thread=thread).order_by("pk").select_for_update(of=("self",), no_key=True))
    here, there = _held_both(thread, into)
    _refuse_unfit(here, there, by)
    after = there.post_count
    _put_behind(here, there, after)
    _count(here, there, after)
    here.merged_into, here.merged_after, here.deleted_at = there, after, timezone.now()
    here.post_count = here.reply_count = 0
    here.accepted = here.pinned_at = None
    here.save()
    record(there.space, by=by, verb="thread.merged", target=there, data={"from": here.pk, "into": there.pk})
    return there


def _held_both(thread: Thread, into: Thread) -> tuple[Thread, Thread]:
    """Both as they stand, held in the order of their ids, so that two who merge the other way round wait in turn."""
    kept = {one.pk: held(one) for one in sorted((thread, into), key=lambda one: one.pk)}
    return kept[thread.pk], kept[into.pk]


def _refuse_unfit(here: Thread, there: Thread, by) -> None:
    if not permissions.can_merge_threads(by, here, there):
        raise PermissionDenied(_("Only who keeps this board in order can put these together."))
    if here.pk == there.pk:
        raise ValidationError(_("Choose another conversation."))
    if here.is_bound or there.is_bound:
        raise ValidationError(_("An activity stands upon one of these conversations."))
    if here.is_hidden or there.is_hidden or here.is_sealed or there.is_sealed or there.is_gone:
        raise ValidationError(_("Both conversations must be open to everybody here."))


def _put_behind(here: Thread, there: Thread, after: int) -> None:
    """The posts with all that hangs on their thread: links to it, marks, and what people have begun to answer."""
    Post.objects.filter(thread=here).update(thread=there, number=F("number") + after)
    opener = Post.objects.get(thread=there, number=after + 1)
    opener.thread, opener.words = there, words.of_post(opener)
    opener.save(update_fields=["words"])
    links = ThreadLink.objects.filter(target=here).exclude(post__thread=there)
    moved = [ThreadLink(post_id=pk, target=there) for pk in links.values_list("post", flat=True)]
    ThreadLink.objects.bulk_create(moved, ignore_conflicts=True)
    ThreadLink.objects.filter(target=here).delete()
    ThreadLink.objects.filter(target=there, post__thread=there).delete()
    replies = Draft.objects.filter(kind=Draft.Kind.REPLY)
    begun = replies.filter(number=there.pk).values("person")
    replies.filter(number=here.pk).exclude(person__in=begun).update(number=there.pk)
    with connection.cursor() as cursor:
        cursor.execute(READ_BOTH, [after, there.pk, here.pk, after])


def _count(here: Thread, there: Thread, after: int) -> None:
    there.post_count = after + here.post_count
    there.reply_count += Post.objects.standing().filter(thread=there, number__gt=after).count()
    if here.last_post_at > there.last_post_at:
        there.last_post_at, there.last_post_by = here.last_post_at, here.last_post_by
    there.save(update_fields=["post_count", "reply_count", "last_post_at", "last_post_by"])
