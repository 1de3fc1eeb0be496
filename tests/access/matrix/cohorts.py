"""Rows of cohorts, their console and their figures."""

from tests.access.matrix.rows import COHORT, COHORTS, RUN_COHORTS, WORDS, rows
from tests.access.world import IN_COHORT, LD, NOBODY, SIGNED_IN

STEPS = {"cohort + lesson": COHORT, "other_cohort + lesson": LD, "cohort + unknown": NOBODY}
ROWS = [
    *(row for name in ("cohort", "cohort_course", "cohort_people") for row in rows(name, "GET", COHORTS)),
    *rows("join_cohort", "POST", {"cohort": LD}, refuse="CM TM MM MF"),
    *rows("activity", "GET", STEPS),
    *rows("activity_state", "GET", STEPS),
    *rows("start_beside", "POST", {"cohort + lesson": IN_COHORT}, refuse="LD2", **WORDS),
    *rows("answer_survey", "GET", COHORTS),
    *rows("answer_survey", "POST", {"cohort": "CM TM"}, refuse=f"MM MF {LD}", decline="1"),
    *(
        row
        for name in ("console", "cohort_results", "cohort_results_csv", "cohort_progress")
        for row in rows(name, "GET", RUN_COHORTS)
    ),
    *(
        row
        for name in ("nudge", "run_cohort", "end_cohort", "open_wave", "close_wave")
        for row in rows(name, "POST", RUN_COHORTS)
    ),
    *rows("invite", "GET POST", RUN_COHORTS),
    *rows("api_cohorts", "GET", SIGNED_IN),
    *rows("api_cohort", "GET", COHORTS),
    *rows("api_cohort_progress", "GET", COHORTS),
    *rows("api_cohort_figures", "GET", RUN_COHORTS),
]

THINGS = {
    "cohorts.Cohort": 3,
    "cohorts.DueDate": 3,
    "cohorts.PromptThread": 6,
    "cohorts.Enrollment": 16,
    "cohorts.ActivityProgress": 16,
    "cohorts.Nudge": 18,
    "analytics.LearnerDay": 17,
    "analytics.Figure": 15,
    "analytics.Wave": 15,
    "analytics.Participation": 14,
    "analytics.Answer": 14,
}
