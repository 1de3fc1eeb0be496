"""What happens later in teams: mentors who came to stand above their team step back, people are asked what they tried."""

from celery import shared_task


@shared_task
def release_managers() -> None:
    """The net below what people.reporting says at once: of two changes at the same moment neither sees the other."""
    from people.models import User
    from teams import actions

    actions.release_all_managers(by=User.objects.system())


@shared_task
def ask_check_ins() -> None:
    """Ask whoever promised something thirty, sixty or ninety days ago; each is asked once."""
    from people.models import User
    from teams import actions

    actions.ask_check_ins(by=User.objects.system())
