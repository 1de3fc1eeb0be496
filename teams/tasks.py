"""What happens later in teams: mentors whom reporting lines moved above their team step back."""

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
