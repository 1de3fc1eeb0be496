"""What happens later to files."""

from celery import shared_task


@shared_task
def drop_orphans() -> None:
    """Let go of files that had no parent for a day."""
    from files import actions

    actions.drop_orphans()
