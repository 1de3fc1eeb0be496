"""What happens later in teams: mentors whom reporting lines moved above their team step back, practice rooms empty."""

from celery import shared_task


@shared_task
def release_managers() -> None:
    """The net below what people.reporting says at once: of two changes at the same moment neither sees the other."""
    from people.models import User
    from teams import actions

    actions.release_all_managers(by=User.objects.system())


@shared_task
def empty_practice_rooms() -> None:
    """Words of practice rooms whose days are over go."""
    from teams import actions

    actions.empty_practice_rooms()
