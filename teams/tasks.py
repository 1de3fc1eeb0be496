"""What happens later in teams: mentors above their team step back, people are asked what they tried, rooms empty."""

import structlog
from celery import shared_task

log = structlog.get_logger(__name__)


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


@shared_task
def ask_check_ins() -> None:
    """Ask whoever promised something thirty, sixty or ninety days ago; each is asked once."""
    from people.models import User
    from teams import actions

    actions.ask_check_ins(by=User.objects.system())


@shared_task
def empty_practice_rooms() -> None:
    """Words of practice rooms whose days are over go."""
    from teams import actions

    actions.empty_practice_rooms()


@shared_task
def tend_reviews() -> None:
    """What is due in open rounds; one that fails does not hold up the others."""
    from people.models import User
    from teams import actions
    from teams.models import ReviewRound

    system = User.objects.system()
    for round in ReviewRound.objects.open().order_by("id"):
        try:
            actions.tend_round(round, by=system)
        except Exception:
            log.exception("round_not_tended", round=round.pk)
