"""Pages of boards and threads, and the forms sent from them."""

from discussions.views.bookmarks import save_post, saved, unsave_post
from discussions.views.direct import leave_conversation, messages_page, new_message, open_conversation
from discussions.views.drafts import save_draft
from discussions.views.following import follow_thread, mute_thread
from discussions.views.links import thread_cards
from discussions.views.moderating import (
    edit_thread,
    hide_thread,
    lock_thread,
    merge_thread,
    move_thread,
    pin_thread,
    seal_thread,
    unhide_thread,
    unlock_thread,
    unpin_thread,
    unseal_thread,
)
from discussions.views.polls import make_poll, poll, vote
from discussions.views.posts import (
    accept_answer,
    delete_post,
    edit_post,
    post_history,
    put_reaction,
    remove_post,
    restore_post,
    take_reaction,
    unaccept_answer,
)
from discussions.views.reports import (
    moderation_log,
    my_reports,
    reopen_report,
    report_post,
    reports,
    settle_report,
)
from discussions.views.similar import similar_threads
from discussions.views.threads import board, mark_read, people_to_mention, post_reply, start_thread, thread

__all__ = [
    "accept_answer",
    "board",
    "delete_post",
    "edit_post",
    "edit_thread",
    "follow_thread",
    "hide_thread",
    "leave_conversation",
    "lock_thread",
    "make_poll",
    "mark_read",
    "merge_thread",
    "messages_page",
    "moderation_log",
    "move_thread",
    "mute_thread",
    "my_reports",
    "new_message",
    "open_conversation",
    "people_to_mention",
    "pin_thread",
    "poll",
    "post_history",
    "post_reply",
    "put_reaction",
    "remove_post",
    "reopen_report",
    "report_post",
    "reports",
    "restore_post",
    "save_draft",
    "save_post",
    "saved",
    "seal_thread",
    "settle_report",
    "similar_threads",
    "start_thread",
    "take_reaction",
    "thread",
    "thread_cards",
    "unaccept_answer",
    "unhide_thread",
    "unlock_thread",
    "unpin_thread",
    "unsave_post",
    "unseal_thread",
    "vote",
]
