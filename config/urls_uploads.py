"""The second origin: nothing but files by signed address, and never with a session."""

from django.urls import path

from config import health
from files import views

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("u/<str:ticket>", views.upload, name="upload"),
]
