"""Addresses of files."""

from django.urls import path

from files import views

urlpatterns = [
    path("files/", views.upload_file, name="upload_file"),
    path("files/<uuid:file_id>/", views.file, name="file"),
    path("captions/<uuid:file_id>/", views.captions, name="captions"),
    path("photos/<uuid:file_id>/", views.photo, name="photo"),
]
