"""The tests' PostgreSQL and Redis, started once a run, before pytest-django reads the settings.

xdist's workers inherit the environment; each has its own database and its own part of Redis.
What PostgreSQL holds is kept between runs while no migration changed; `tests.databases` says what that is.
"""

import hashlib
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_services = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    global _services
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        use_own_redis(int(worker.removeprefix("gw")) + 1)
        return
    from config.services import ServiceFailed, Services

    folder = Path(os.environ.get("COLLOQUY_DEV") or ROOT / ".dev")
    services = Services(folder, ephemeral=True)
    try:
        services.lock()
        _services = start(services)
    except ServiceFailed as failure:
        raise pytest.UsageError(f"{failure} (COLLOQUY_DEV names another folder.)") from None
    for name in ("media", "outbox", "static"):
        (services.root / name).mkdir(exist_ok=True)
    os.environ.update(environment(folder), **services.environment())


def environment(folder: Path) -> dict[str, str]:
    return {
        "SECRET_KEY": "for-tests-only-" * 4,
        "SITE_URL": "http://testserver",
        "UPLOADS_ORIGIN": "http://uploads.testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "MEDIA_ROOT": str(folder.resolve() / "media"),
        "STATIC_ROOT": str(folder.resolve() / "static"),
        "EMAIL_FILE_PATH": str(folder.resolve() / "outbox"),
        "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
        "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
        # A test is one long transaction, and its machine may be busy with other things.
        "STATEMENT_TIMEOUT": "60s",
        "IDLE_TIMEOUT": "300s",
        "LOG_LEVEL": "WARNING",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "PYTHONDONTWRITEBYTECODE": "",
    }


def use_own_redis(number: int) -> None:
    """Databases 2n and 2n+1 of Redis, and a prefix of one's own: pub/sub knows no databases."""
    url = os.environ["REDIS_URL"].split("?")[0]
    os.environ["REDIS_URL"] = f"{url}?db={2 * number}"
    os.environ["REDIS_PREFIX"] = f"tests-{number}"


def start(services):
    """A changed migration or lock begins anew; so does a start that did not end, or a machine that went down."""
    stamp, now = services.root / "stamp", f"{migrations_stamp()} {boot()}"
    if not stamp.exists() or stamp.read_text() != now:
        services.wipe()
    stamp.unlink(missing_ok=True)
    services.start()
    stamp.write_text(now)
    return services


def migrations_stamp() -> str:
    digest = hashlib.sha256()
    for path in [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements-dev.lock"]:
        digest.update(path.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def boot() -> str:
    """Nothing is synced to the disk: what a killed run wrote outlives it, but not the machine."""
    file = Path("/proc/sys/kernel/random/boot_id")
    return file.read_text().strip() if file.exists() else ""


def pytest_unconfigure(config):
    global _services
    if _services:
        _services.stop()
        _services = None
