"""Pages of boards and threads, and the forms sent from them."""

from discussions.views.posts import accept_answer, delete_post, edit_post, restore_post, toggle_reaction
from discussions.views.threads import board, mark_read, people_to_mention, post_reply, start_thread, thread

__all__ = [
    "accept_answer",
    "board",
    "delete_post",
    "edit_post",
    "mark_read",
    "people_to_mention",
    "post_reply",
    "restore_post",
    "start_thread",
    "thread",
    "toggle_reaction",
]
