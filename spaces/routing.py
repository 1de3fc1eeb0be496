"""The one socket address."""

from django.urls import path

from spaces.consumers import Live

websocket_urlpatterns = [path("live/", Live.as_asgi())]
