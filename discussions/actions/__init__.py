"""Every write on boards: threads and posts, reactions, accepted answers, and how far people have read."""

from discussions.actions.bookmarks import LONGEST_NOTE, remind_of_saved, save_post, unsave_post
from discussions.actions.direct import MOST_PEOPLE, leave_conversation, open_conversation
from discussions.actions.drafting import drop_draft, drop_expired_drafts, let_other_go, save_draft
from discussions.actions.expiring import expire_posts
from discussions.actions.following import follow_space, follow_thread
from discussions.actions.keeping import LONGEST_BODY
from discussions.actions.merging import merge_thread
from discussions.actions.moderating import (
    hide_thread,
    lock_thread,
    move_thread,
    pin_thread,
    seal_thread,
    unhide_thread,
    unlock_thread,
    unpin_thread,
    unseal_thread,
)
from discussions.actions.polls import make_poll, vote
from discussions.actions.posts import edit_post, post_reply
from discussions.actions.reactions import put_reaction, take_reaction
from discussions.actions.reporting import reopen_report, report_post, settle_report
from discussions.actions.taking import LONGEST_REASON, delete_post, remove_post, restore_post
from discussions.actions.threads import (
    accept_answer,
    edit_thread,
    mark_read,
    name_stream,
    open_stream,
    start_thread,
    unaccept_answer,
)

__all__ = [
    "LONGEST_BODY",
    "LONGEST_NOTE",
    "LONGEST_REASON",
    "MOST_PEOPLE",
    "accept_answer",
    "delete_post",
    "drop_draft",
    "drop_expired_drafts",
    "edit_post",
    "edit_thread",
    "expire_posts",
    "follow_space",
    "follow_thread",
    "hide_thread",
    "leave_conversation",
    "let_other_go",
    "lock_thread",
    "make_poll",
    "mark_read",
    "merge_thread",
    "move_thread",
    "name_stream",
    "open_conversation",
    "open_stream",
    "pin_thread",
    "post_reply",
    "put_reaction",
    "remind_of_saved",
    "remove_post",
    "reopen_report",
    "report_post",
    "restore_post",
    "save_draft",
    "save_post",
    "seal_thread",
    "settle_report",
    "start_thread",
    "take_reaction",
    "unaccept_answer",
    "unhide_thread",
    "unlock_thread",
    "unpin_thread",
    "unsave_post",
    "unseal_thread",
    "vote",
]
