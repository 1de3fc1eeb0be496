"""Every address of the product; each app names its own."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config import errors, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("people.urls")),
    path("", include("files.urls")),
    path("", include("spaces.urls")),
    path("", include("courses.urls")),
    path("", include("discussions.urls")),
    path("", include("notifications.urls")),
    path("", include("teams.urls")),
    path("", include("communities.urls")),
    path("", include("analytics.urls")),
    path("", include("home.urls")),
    path("api/", include("config.api_urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("config.demo.urls"))]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
