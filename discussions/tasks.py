"""What boards do later: drafts that nobody has touched for long go, and people are reminded of what they keep."""

from celery import shared_task

from discussions.actions import drop_expired_drafts, remind_of_saved


@shared_task
def drop_drafts() -> None:
    """Drop the drafts that have expired."""
    drop_expired_drafts()


@shared_task
def remind() -> None:
    """Remind of kept posts that are due."""
    remind_of_saved()
