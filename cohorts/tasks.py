"""What happens later in cohorts: a word on the day before something is due."""

from celery import shared_task


@shared_task
def remind_due() -> None:
    """Queue a mail for whatever is due on a learner's tomorrow; each step is mailed once."""
    from cohorts import actions
    from cohorts.models import Cohort

    for cohort in Cohort.objects.running().select_related("space"):
        actions.remind_due(cohort)
