"""The cast's cohort, for pages where rooms meet."""

from tests.cohorts.conftest import cohort, plan, quiet_cohort, steps, version  # noqa: F401
