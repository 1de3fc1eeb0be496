"""The REST API: each app's doors, and the description of them all."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from discussions import api as discussions

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("threads/", discussions.Threads.as_view(), name="api_threads"),
    path("threads/<int:thread_id>/", discussions.OneThread.as_view(), name="api_thread"),
    path("threads/<int:thread_id>/posts/", discussions.Posts.as_view(), name="api_posts"),
]
