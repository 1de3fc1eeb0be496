"""The second origin: nothing but files by signed address, and never with a session."""

from django.urls import path

from files import views

urlpatterns = [path("u/<str:ticket>", views.upload, name="upload")]
