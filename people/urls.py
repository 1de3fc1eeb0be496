"""Addresses of people."""

from django.urls import path

from people import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/import/", views.import_people, name="import_people"),
    path("people/<int:person_id>/give-hour/", views.give_hour, name="give_hour"),
    path("hours/", views.hours, name="hours"),
    path("hours/ask/", views.ask_for_hour, name="ask_for_hour"),
    path("hours/<int:hour_id>/withdraw/", views.withdraw_hour, name="withdraw_hour"),
    path("calendar/<uuid:key>.ics", views.calendar_feed, name="calendar_feed"),
]
