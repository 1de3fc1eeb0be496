"""The REST API: each app's doors, and the description of them all."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from analytics import api as analytics
from courses import api as courses
from discussions import api as discussions

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("courses/", courses.Courses.as_view(), name="api_courses"),
    path("courses/<int:course_id>/", courses.OneCourse.as_view(), name="api_course"),
    path("threads/", discussions.Threads.as_view(), name="api_threads"),
    path("threads/<int:thread_id>/", discussions.OneThread.as_view(), name="api_thread"),
    path("threads/<int:thread_id>/posts/", discussions.Posts.as_view(), name="api_posts"),
    path("cohorts/<int:cohort_id>/figures/", analytics.cohort_figures, name="api_cohort_figures"),
]
