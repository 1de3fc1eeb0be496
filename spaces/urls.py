"""Addresses by which live pages catch up."""

from django.urls import path

from spaces import views

urlpatterns = [
    path("spaces/<int:space_id>/after/<int:number>/", views.space_after, name="space_after"),
    path("spaces/<int:space_id>/typing/", views.type_in_space, name="type_in_space"),
]
