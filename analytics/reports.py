"""The list of results: each cohort that one runs with its two sentences."""

from __future__ import annotations

from collections import defaultdict

from analytics.models import Figure
from analytics.results import finished_words, nps_line
from cohorts.models import Cohort
from lib.keyset import page_by_key

PAGE = 30


def page(viewer, after: str | None) -> dict:
    """One page of started cohorts, the newest first, in two queries."""
    cohorts = Cohort.objects.run_by(viewer).exclude(started_at=None).with_frame()
    found = page_by_key(cohorts, order=("-starts_on", "-id"), after=after, size=PAGE)
    return {"lines": lines_of(found.items), "next_key": found.next_key}


def lines_of(cohorts: list[Cohort]) -> list[dict]:
    """For each cohort how many finished, and its NPS where enough answered."""
    figures: dict[int, dict[str, Figure]] = defaultdict(dict)
    for figure in Figure.objects.filter(cohort__in=cohorts, metric__in=("completion", "nps")):
        figures[figure.cohort_id][figure.metric] = figure
    return [
        {
            "cohort": cohort,
            "finished": finished_words(known["completion"]) if "completion" in known else "",
            "nps": nps_line(known.get("nps")),
        }
        for cohort in cohorts
        for known in (figures[cohort.pk],)
    ]
