"""Addresses of courses."""

from django.urls import path

from courses import views

urlpatterns = [
    path("learn/<uuid:stable_id>/", views.find_activity, name="find_activity"),
]
