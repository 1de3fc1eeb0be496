"""Pages where rooms meet: home, a cohort and its activities, its start and its console."""
