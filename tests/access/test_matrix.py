"""The access matrix: each route as each persona, and walks that fail for whatever has no row."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from cohorts.models import Enrollment
from config.celery import app as celery
from notifications import mails
from spaces import readers
from spaces.routing import websocket_urlpatterns
from tests.access import crawl, matrix
from tests.access.world import PERSONAS

pytestmark = pytest.mark.django_db
OURS = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}


def test_every_route_has_a_row():
    named = {row.name for row in matrix.ROWS}
    found = {route.name for route in crawl.routes()}
    assert not found - named, "add rows to tests/access/matrix.py"
    assert not named - found, "these rows are of no route"


def test_every_route_leads_to_things_of_the_world(world):
    empty = {
        (route.name, name)
        for route in crawl.routes()
        for name, known in crawl.values(world, route).items()
        if not known
    }
    assert not empty, "say in tests/access/world.py which of these there are"


def test_every_model_has_its_row_of_the_access_table():
    kept = {model._meta.label for model in apps.get_models() if model._meta.app_label in OURS}
    assert kept == set(matrix.THINGS)


def test_what_is_built_is_not_said_to_come_later():
    later = {name.lower() for names in matrix.LATER.values() for name in names}
    built = {model._meta.label for model in apps.get_models() if model._meta.app_label in OURS}
    assert not {label for label in built if label.split(".")[1].lower() in later}


def test_whatever_works_without_a_viewer_is_listed():
    celery.loader.import_default_modules()
    assert {name for name in celery.tasks if not name.startswith("celery.")} == set(matrix.TASKS)
    assert {str(route.pattern) for route in websocket_urlpatterns} == set(matrix.CONSUMERS)
    assert set(readers.names()) - {"test"} == matrix.READERS
    assert {str(kind.value) for kind in mails._composers} == matrix.MAILS


def address(world, row: matrix.Row) -> str:
    where: dict = {}
    for label in row.where:
        where |= world.at[label]
    return reverse(row.name, kwargs=where)


def data(world, row: matrix.Row) -> dict:
    """What the row sends; the names of things become their ids."""
    return {name: _id(world, value) for name, value in row.data.items()}


def _id(world, value):
    if not isinstance(value, str):
        return value
    if value.endswith("'s enrollment"):
        person = world[value.removesuffix("'s enrollment")]
        return Enrollment.objects.get(cohort=world["cohort"], person=person).pk
    return world.things[value].pk if value in world.things else value


def send(world, client, row: matrix.Row, url: str):
    words = data(world, row)
    if row.method == "GET":
        return client.get(url)
    if row.name.startswith("api_"):
        return getattr(client, row.method.lower())(url, words, content_type="application/json")
    return client.post(url, words)


def outcome(response, row: matrix.Row) -> str:
    """What an answer amounts to: a form that is refused for its words has let its sender in."""
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
        return "sign in"
    if response.status_code == 401 and row.name.startswith("api_"):
        return "sign in"
    return {404: "nothing", 403: "refused"}.get(
        response.status_code, "allow" if response.status_code < 500 else "error"
    )


@pytest.mark.parametrize("row", matrix.ROWS, ids=str)
def test_access(world, clients, row):
    """All personas in one test, each from the same state: the sum of so many single ones takes minutes."""
    url, faults = address(world, row), {}
    # Whoever is signed out is asked at each address by the oracle; here where they may be let in.
    for persona in PERSONAS if "AN" in row.allow else PERSONAS[1:]:
        with transaction.atomic():
            response = send(world, clients[persona], row, url)
            transaction.set_rollback(True)
        if outcome(response, row) != row.expected(persona):
            faults[persona] = f"{row.expected(persona)} was expected, {response.status_code} came"
    assert not faults
