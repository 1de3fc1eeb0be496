"""What happens later in analytics: figures are computed, closing questions are opened and closed on their days."""

from celery import shared_task


@shared_task
def compute_figures() -> None:
    """Recompute the figures of every cohort with news, and open and close what is due."""
    from analytics import actions, figures

    actions.open_due_waves()
    actions.close_due_waves()
    for cohort in figures.with_news():
        figures.compute(cohort)


@shared_task
def compute_figures_of(cohort_id: int) -> None:
    """Recompute one cohort's figures."""
    from analytics import figures
    from cohorts.models import Cohort

    for cohort in Cohort.objects.filter(pk=cohort_id).select_related("space", "version"):
        figures.compute(cohort)
