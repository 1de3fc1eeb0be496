"""Addresses that only the demo has."""

from django.urls import path

from config.demo import views

urlpatterns = [
    path("", views.demo_doors, name="demo_doors"),
    path("enter/<slug:key>/", views.demo_enter, name="demo_enter"),
    path("portraits/<slug:key>.webp", views.demo_portrait, name="demo_portrait"),
    path("outbox/", views.demo_outbox, name="demo_outbox"),
    path("pause/", views.demo_pause, name="demo_pause"),
]
