"""Addresses of home."""

from django.urls import path  # noqa: F401

urlpatterns: list = []
