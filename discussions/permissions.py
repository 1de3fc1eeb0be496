"""What a person may do on a board."""

from discussions.models import Post, Report, Thread
from spaces.models import Space
from spaces.permissions import can_moderate_space, can_run_space, can_write_in_space

# Spaces with a board; teams and direct conversations have one stream.
BOARDS = (
    Space.Kind.COHORT,
    Space.Kind.COMMUNITY,
    Space.Kind.COURSE,
    Space.Kind.COMMONS,
    Space.Kind.PRACTICE,
)


def has_board(space: Space) -> bool:
    """Whether threads are started in a space; what a team or a few people say to each other is one stream."""
    return space.kind in BOARDS


def can_start_thread(user, space: Space, kind: str = Thread.Kind.CONVERSATION) -> bool:
    """Members start threads; announcing is for those who run the space. A stream opens with its space."""
    if kind == Thread.Kind.STREAM:
        return False
    if user.is_system:
        return not space.is_closed
    return can_write_in_space(user, space) and (
        kind != Thread.Kind.ANNOUNCEMENT or can_run_space(user, space)
    )


def can_post_reply(user, thread: Thread) -> bool:
    """Members reply; in a locked thread only those who keep the space in order, in a hidden one nobody."""
    if user.is_system:
        return not thread.space.is_closed
    if thread.is_hidden:
        return False
    if thread.is_locked:
        return can_moderate_space(user, thread.space) and can_write_in_space(user, thread.space)
    return can_write_in_space(user, thread.space)


def can_edit_post(user, post: Post) -> bool:
    """Words are changed by their writer only."""
    return post.by_id == user.pk and not post.is_deleted and not post.thread.is_locked


def can_see_earlier_words(user, post: Post) -> bool:
    """What a post said before is for whoever reads it; once it is gone, for its writer and who keeps order."""
    return not post.is_deleted or post.by_id == user.pk or can_moderate_space(user, post.thread.space)


def can_delete_post(user, post: Post) -> bool:
    """A post is taken away by its writer; others remove it, for a reason."""
    return post.by_id == user.pk


def can_remove_post(user, post: Post) -> bool:
    """Others' posts are removed by who keeps the space in order."""
    return post.by_id != user.pk and can_moderate_space(user, post.thread.space)


def can_restore_post(user, post: Post) -> bool:
    """Writers take back their own deleting; what a moderator removed, a moderator brings back; words that are gone, nobody."""
    if post.has_expired:
        return False
    if post.is_removed:
        return can_moderate_space(user, post.thread.space)
    return post.by_id == user.pk


def can_accept_answer(user, post: Post) -> bool:
    """An answer is accepted by who asked, or by who keeps the space in order."""
    return post.thread.by_id == user.pk or can_moderate_space(user, post.thread.space)


def can_name_everyone(user, space: Space) -> bool:
    """All of a space are named at once by who keeps it in order; by nobody else, however the text was made."""
    return user.is_system or can_moderate_space(user, space)


def can_edit_thread(user, thread: Thread) -> bool:
    """Title, kind and tags are changed by who began the thread while it is open, or by who keeps order."""
    if thread.is_stream or thread.space.is_closed:
        return False
    is_starters = thread.by_id == user.pk and not thread.is_locked
    return is_starters or can_moderate_space(user, thread.space)


def can_moderate_thread(user, thread: Thread) -> bool:
    """Threads of a board are locked, pinned and moved by who keeps their space in order; a stream is never."""
    return not thread.is_stream and not thread.space.is_closed and can_moderate_space(user, thread.space)


def can_move_thread(user, thread: Thread, to: Space) -> bool:
    """A thread moves between boards that the same person keeps in order, unless something stands upon it."""
    return (
        can_moderate_thread(user, thread)
        and not thread.is_bound
        and not to.is_closed
        and has_board(to)
        and can_moderate_space(user, to)
    )


def can_merge_threads(user, thread: Thread, into: Thread) -> bool:
    """Two threads of one board become one by who keeps it in order; a stream is never one of them."""
    return can_moderate_thread(user, thread) and thread.space_id == into.space_id and not into.is_stream


def can_make_poll(user, post: Post) -> bool:
    """Who wrote a post asks something in it."""
    return can_edit_post(user, post)


def can_report_post(user, post: Post) -> bool:
    """Members report what others wrote and what still stands."""
    return post.by_id != user.pk and not post.is_deleted and not user.is_system


def can_see_reports(user, space: Space) -> bool:
    """A space's queue is for who keeps it in order, for who does so above it, and for L&D admins if anything is in it."""
    if can_moderate_space(user, space):
        return True
    if space.parent_id is not None and can_moderate_space(user, space.parent):
        return True
    return user.is_ld_admin and Report.objects.within(space).exists()


def can_settle_report(user, report: Report, post: Post) -> bool:
    """Whoever sees the queue settles it, but for what they wrote themselves."""
    return post.by_id != user.pk and can_see_reports(user, post.thread.space)
