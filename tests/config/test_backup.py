"""The operator's pages: the backup that they describe can be restored, and they name every variable."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPERATING = (ROOT / "docs" / "operating.md").read_text()
# Values by which checks and tests find their way, not an operator's concern.
NOT_FOR_OPERATORS = {"DJANGO_SETTINGS_MODULE"}


def documented(program: str) -> list[str]:
    """The options that docs/operating.md gives to one of PostgreSQL's programs."""
    words = re.search(rf"-T postgres {program} (.*?)(?: [<>].*)?$", OPERATING, re.MULTILINE).group(1)
    return shlex.split(words)


def test_a_documented_backup_restores(services, tmp_path):
    services.run("psql", "-c", "CREATE TABLE thought (body text); INSERT INTO thought VALUES ('kept ☕')")
    dump = tmp_path / "colloquy.dump"
    services.run("pg_dump", *documented("pg_dump"), f"--file={dump}")
    services.run("psql", "-c", "DELETE FROM thought")
    services.run("dropdb", *documented("dropdb"))
    services.run("createdb", *documented("createdb"))
    services.run("pg_restore", *documented("pg_restore"), str(dump))
    assert services.run("psql", "-Atc", "SELECT body FROM thought").stdout.strip() == "kept ☕"


def test_every_variable_that_settings_read_is_explained():
    sources = [ROOT / "config" / name for name in ("settings.py", "celery.py", "gunicorn.py")]
    read = set()
    for source in sources:
        read |= set(
            re.findall(r"(?:env|env_flag|env_list|environ\.get)\(\s*\"([A-Z_]+)\"", source.read_text())
        )
    assert len(read) > 20
    explained = set(re.findall(r"`([A-Z][A-Z_]+)`", OPERATING))
    assert read - NOT_FOR_OPERATORS - explained == set()
