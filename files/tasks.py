"""What happens later to files."""

from celery import shared_task


@shared_task
def drop_orphans() -> None:
    """Let go of files that had no parent for a day."""
    from files import actions

    actions.drop_orphans()


@shared_task(soft_time_limit=60)
def make_nameless(file_id: str) -> None:
    """Take out of a file who made it, for those who are to read it without names."""
    from files import actions

    actions.make_nameless(file_id)
