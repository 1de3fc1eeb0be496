"""The pages, the API and the admin, behind a cap on what a request may carry."""

import os
import re

from django.core.wsgi import get_wsgi_application

from lib import limits

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

LARGE_ROUTES = re.compile(r"(?:^|/)(?:uploads?|imports?|files|photo)(?:/|$)")

TOO_LARGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Too large</title></head>
<body><main><h1>That is too large</h1><p>{words}
Go back and send less.</p></main></body></html>"""

WITH_FILE = f"A file may have up to {limits.FILE // limits.MEGABYTE} MB."
WITHOUT = f"This page takes up to {limits.FORM / limits.MEGABYTE:g} MB at once."


class BodyCap:
    """Answer 413 before Django reads a byte; the front server does the same in production."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        takes_file = bool(LARGE_ROUTES.search(environ.get("PATH_INFO", "")))
        if environ.get("HTTP_TRANSFER_ENCODING"):
            return refuse(start_response, "411 Length Required", "A request must say how long it is.")
        try:
            length = int(environ.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return refuse(start_response, "400 Bad Request", "A request must say how long it is.")
        if length < 0:
            return refuse(start_response, "400 Bad Request", "A request must say how long it is.")
        if length > (limits.FORM_WITH_FILE if takes_file else limits.FORM):
            page = TOO_LARGE.format(words=WITH_FILE if takes_file else WITHOUT)
            return refuse(start_response, "413 Content Too Large", page, "text/html; charset=utf-8")
        return self.application(environ, start_response)


def refuse(start_response, status, text, content_type="text/plain; charset=utf-8"):
    body = text.encode()
    # The unread body would be taken for the next request: close the connection.
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), ("Connection", "close")]
    headers.append(("Content-Security-Policy", "default-src 'none'"))
    start_response(status, headers)
    return [body]


application = BodyCap(get_wsgi_application())
