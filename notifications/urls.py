"""Addresses of what people are told."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("bell/", views.bell_page, name="bell"),
    path("bell/<int:notification_id>/", views.notification, name="notification"),
    path("bell/count/", views.bell_count, name="bell_count"),
    path("bell/read/", views.read_bell, name="read_bell"),
    path("mails/", views.mail_settings, name="mail_settings"),
    path("mails/mute/<str:ticket>/", views.mute, name="mute"),
]
