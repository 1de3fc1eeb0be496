"""The locks: every package we name, pinned, hashed, and without an address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
DEV = RUNTIME + PROJECT["dependency-groups"]["dev"]


def pinned(lock: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", (ROOT / lock).read_text(), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize(("lock", "named"), [("requirements.lock", RUNTIME), ("requirements-dev.lock", DEV)])
def test_lock_holds_what_the_project_names(lock, named):
    versions = pinned(lock)
    for requirement in map(Requirement, named):
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier


def test_tests_run_on_the_versions_that_ship():
    runtime, dev = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert runtime.items() <= dev.items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_has_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text()
    packages = [block for block in re.split(r"\n(?=\S)", text) if block.strip()]
    assert all("--hash=sha256:" in block for block in packages)
    assert "://" not in text
