"""Every write on boards: threads and posts, reactions, accepted answers, and how far people have read."""

from discussions.actions.keeping import LONGEST_BODY
from discussions.actions.posts import delete_post, edit_post, post_reply, restore_post
from discussions.actions.reactions import put_reaction, take_reaction
from discussions.actions.threads import accept_answer, mark_read, open_stream, start_thread

__all__ = [
    "LONGEST_BODY",
    "accept_answer",
    "delete_post",
    "edit_post",
    "mark_read",
    "open_stream",
    "post_reply",
    "put_reaction",
    "restore_post",
    "start_thread",
    "take_reaction",
]
