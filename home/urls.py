"""Addresses of home."""

from django.urls import path

from home import arrival
from home.views import (
    activity,
    cohort,
    cohorts,
    console,
    contributions,
    following,
    manager,
    search,
    start,
    team,
    today,
)

urlpatterns = [
    path("", today.home, name="home"),
    path("what-my-manager-sees/", today.what_my_manager_sees, name="what_my_manager_sees"),
    path("contributions/", contributions.my_contributions, name="my_contributions"),
    path("unread/", today.unread, name="unread"),
    path("search/", search.search, name="search"),
    path("spaces/<int:space_id>/following/", following.following, name="following"),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/<int:cohort_id>/", cohort.cohort, name="cohort"),
    path("cohorts/<int:cohort_id>/course/", cohort.course, name="cohort_course"),
    path("cohorts/<int:cohort_id>/people/", cohort.people, name="cohort_people"),
    path("cohorts/<int:cohort_id>/join/", cohort.join_cohort, name="join_cohort"),
    path("cohorts/<int:cohort_id>/activities/<uuid:activity_id>/", activity.activity, name="activity"),
    path("cohorts/<int:cohort_id>/console/", console.console, name="console"),
    path("cohorts/<int:cohort_id>/nudge/", console.nudge, name="nudge"),
    path("cohorts/<int:cohort_id>/start/", console.start_cohort, name="run_cohort"),
    path("cohorts/<int:cohort_id>/end/", console.end_cohort, name="end_cohort"),
    path("cohorts/<int:cohort_id>/invite/", start.invite, name="invite"),
    path("studio/courses/<int:course_id>/start-cohort/", start.plan_cohort, name="start_cohort"),
    path(
        "cohorts/<int:cohort_id>/activities/<uuid:activity_id>/state/",
        activity.activity_state,
        name="activity_state",
    ),
    path(
        "cohorts/<int:cohort_id>/activities/<uuid:activity_id>/beside/",
        activity.start_beside,
        name="start_beside",
    ),
    path("my-people/", manager.my_people, name="my_people"),
    path("my-people/<int:person_id>/", manager.my_person, name="my_person"),
    path("my-people/<int:person_id>/help/", manager.ask_to_help, name="ask_to_help"),
    path("teams/<int:team_id>/", team.team, name="team"),
    path("come-in/<str:token>/", arrival.come_in, name="come_in"),
    path("me/", arrival.my_profile, name="my_profile"),
]
