"""A running cohort for figures; Priya facilitates it."""

from tests.cohorts.conftest import cohort, plan, quiet_cohort, steps, version

__all__ = ["cohort", "plan", "quiet_cohort", "steps", "version"]
