"""The floor's application: the product's apps are set up, and then its middleware is left away."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.floor.settings")
django.setup(set_prefix=False)
# Only now: sign-in's app refuses to be set up without a middleware of its own.
settings.MIDDLEWARE = settings.BARE
application = WSGIHandler()
