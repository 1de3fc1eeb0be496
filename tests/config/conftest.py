"""A PostgreSQL and a Redis apart from the test run's own, to be killed."""

import tempfile
from pathlib import Path

import pytest

from config.services import Services


@pytest.fixture
def open_folder():
    """Not tmp_path: pytest closes that to others, and PostgreSQL under root runs as nobody."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def services(open_folder):
    services = Services(open_folder)
    services.lock()
    yield services.start()
    services.stop()
