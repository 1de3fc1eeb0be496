"""The production files: valid by the specification, and every command they name exists."""

import json
import re
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OURS = [name for name, service in COMPOSE["services"].items() if "build" in service]
# Programs of the images that are not ours.
THEIRS = {"postgres": "postgres", "redis": "redis-server"}


def schema() -> dict:
    """The Compose Specification's own, as carried by check-jsonschema."""
    file = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    return json.loads(file.read_text())


def test_compose_file_follows_the_specification():
    jsonschema.validate(COMPOSE, schema())


def test_the_specification_refuses_a_misspelled_key():
    broken = {"services": {"web": {"image": "x", "enviroment": {}}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema())


def test_every_part_of_the_product_has_a_service():
    assert {"front", "web", "uploads", "sockets", "worker", "beat", "postgres", "redis", "mail"} <= set(
        COMPOSE["services"]
    )


@pytest.mark.parametrize("name", OURS)
def test_our_commands_exist(name):
    program, *arguments = COMPOSE["services"][name]["command"]
    if program == "python":
        assert (ROOT / arguments[0]).exists()
    else:
        assert re.search(rf"^{program}==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    for module, attribute in re.findall(r"\b(config\.\w+):(\w+)", " ".join(arguments)):
        source = (ROOT / f"{module.replace('.', '/')}.py").read_text()
        assert re.search(rf"^(class )?{attribute}\b", source, re.MULTILINE)
    for path in (word for word in arguments if word.startswith("config/")):
        assert (ROOT / path).exists()


@pytest.mark.parametrize(("name", "program"), THEIRS.items())
def test_their_commands_are_what_their_images_hold(name, program):
    service = COMPOSE["services"][name]
    assert service["command"][0] == program
    assert service["image"].split(":")[0] == name


def test_health_checks_run_a_file_we_have():
    checks = [COMPOSE["services"][name]["healthcheck"]["test"] for name in ("web", "uploads", "sockets")]
    assert all((ROOT / check[2]).exists() for check in checks)


def test_mounted_files_exist():
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert not source.startswith("./") or (ROOT / source).exists()


def test_only_the_front_server_is_reachable_from_outside():
    published = {
        name: ports
        for name, service in COMPOSE["services"].items()
        if (ports := [port for port in service.get("ports", []) if not port.startswith("127.0.0.1:")])
    }
    assert set(published) == {"front"}


def test_example_environment_names_every_value_that_must_be_set():
    needed = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text()))
    given = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert needed
    assert needed <= given


def test_front_server_routes_sockets_and_caps_bodies():
    caddyfile = (ROOT / "deploy" / "Caddyfile").read_text()
    for upstream in re.findall(r"\b(\w+):8000", caddyfile):
        assert upstream in COMPOSE["services"]
    assert "handle /live/*" in caddyfile
    assert caddyfile.count("max_size") == 2
