"""What happens later in teams: mentors whom reporting lines moved above them step back, galleries open when due."""

from celery import shared_task


@shared_task
def release_managers() -> None:
    """The net below what people.reporting says at once: of two changes at the same moment neither sees the other."""
    from people.models import User
    from teams import actions

    actions.release_all_managers(by=User.objects.system())


@shared_task
def open_galleries() -> None:
    """Finished work of tasks that say so is shown to the cohort once they are due."""
    from django.utils import timezone

    from teams import actions

    actions.open_due_galleries(timezone.now())
