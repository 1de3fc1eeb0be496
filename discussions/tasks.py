"""What boards do later: drafts that nobody has touched for long go."""

from celery import shared_task

from discussions.actions import drop_expired_drafts


@shared_task
def drop_drafts() -> None:
    """Drop the drafts that have expired."""
    drop_expired_drafts()
