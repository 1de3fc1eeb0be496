"""Addresses of home."""

from django.urls import path

from home import arrival

urlpatterns = [
    path("come-in/<str:token>/", arrival.come_in, name="come_in"),
    path("me/", arrival.my_profile, name="my_profile"),
]
