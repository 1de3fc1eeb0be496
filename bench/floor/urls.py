"""Addresses of the floor."""

from django.urls import path

from bench.floor import views

urlpatterns = [
    path("floor/healthz", views.healthz),
    path("floor/home/<int:cohort_id>/", views.cohort),
    path("floor/cohort/<int:cohort_id>/", views.cohort),
    path("floor/board/<int:space_id>/", views.board),
    path("floor/thread/<int:thread_id>/", views.thread),
    path("floor/reply/<int:thread_id>/", views.reply),
]
