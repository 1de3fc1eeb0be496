"""What is told later: mails go out."""

from celery import shared_task

from notifications.actions import send_waiting


@shared_task
def send_mail() -> None:
    """Send the mails that are due."""
    send_waiting()
