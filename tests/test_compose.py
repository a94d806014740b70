"""docker-compose.yml held against the code it runs."""

import importlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from worker import names

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service["image"] == "tamis"]
READ = set(re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "settings.py").read_text()))


def test_it_has_every_part_of_the_service() -> None:
    assert set(SERVICES) == {"api", "worker", "beat", "migrate", "redis", "postgres"}
    assert set(OURS) == {"api", "worker", "beat", "migrate"}


def test_only_the_api_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["api"]
    assert SERVICES["api"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    assert SERVICES["api"]["environment"]["PORT"] == "8000"
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("redis", "postgres"))


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_may_more_than_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service and "cap_add" not in service
    assert "healthcheck" in service


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting(name: str) -> None:
    given = {variable.removesuffix("_FILE") for variable in SERVICES[name]["environment"]}
    assert given <= READ


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_stands_in_the_file(name: str) -> None:
    for variable, value in SERVICES[name].get("environment", {}).items():
        secret = re.search("PASSWORD|SECRET|_URL", variable)
        assert not secret or value.startswith("/run/secrets/"), variable


@pytest.mark.parametrize("name", SERVICES)
def test_every_secret_that_is_read_is_given(name: str) -> None:
    service = SERVICES[name]
    texts = [*service.get("environment", {}).values(), *service.get("command", [])]
    read = {text.rpartition("/")[2] for text in texts if text.startswith("/run/secrets/")}
    assert read == set(service.get("secrets", []))
    assert read <= set(COMPOSE["secrets"])


@pytest.mark.parametrize("name", OURS)
def test_every_command_names_what_exists(name: str) -> None:
    command = SERVICES[name]["command"]
    scripts = {"gunicorn", "celery", "tamis"}
    assert command[0] in scripts
    if command[0] == "gunicorn":
        importlib.import_module(command[command.index("--config") + 1].removeprefix("python:"))
        module, _, attribute = command[-1].partition(":")
        assert callable(getattr(importlib.import_module(module), attribute))
    if command[0] == "celery":
        application = importlib.import_module(command[command.index("-A") + 1])
        assert application.celery.main == "tamis"
    if command[0] == "tamis":
        assert command[1] in importlib.import_module("cli.main").COMMANDS


def test_every_queue_is_consumed() -> None:
    command = SERVICES["worker"]["command"]
    assert command[command.index("--queues") + 1].split(",") == list(names.QUEUES)


def test_redis_forgets_nothing_and_evicts_nothing() -> None:
    options = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes --appendfsync everysec --maxmemory-policy noeviction" in options
    assert "requirepass" not in options


def test_what_uses_a_server_waits_until_it_is_well() -> None:
    for name in ("api", "worker", "beat"):
        waits = {on: how["condition"] for on, how in SERVICES[name]["depends_on"].items()}
        assert waits == {
            "migrate": "service_completed_successfully", "redis": "service_healthy",
        }  # fmt: skip
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert SERVICES["migrate"]["restart"] == "no"


def test_the_documented_commands_make_every_secret(tmp_path: Path) -> None:
    if not (shutil.which("openssl") and shutil.which("mkdir")):
        pytest.skip("no openssl here")
    text = (ROOT / "docs" / "operate.md").read_text()
    script = text.partition("<!-- secrets -->\n```sh\n")[2].partition("```")[0]
    subprocess.run(["/bin/sh", "-eu", "-c", script], cwd=tmp_path, check=True)
    made = {f"./secrets/{path.name}": path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == {secret["file"] for secret in COMPOSE["secrets"].values()}
    password = made["./secrets/postgres_password.txt"]
    assert len(password) > 30
    assert made["./secrets/database_url.txt"] == f"postgresql://tamis:{password}@postgres/tamis"
    redis_password = made["./secrets/redis_password.txt"].removeprefix("requirepass ").strip()
    assert made["./secrets/redis_url.txt"] == f"redis://:{redis_password}@redis:6379/0"


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    last_stage = max(number for number, line in enumerate(lines) if line.startswith("FROM"))
    assert "USER 10001" in lines[last_stage:]
    assert "--require-hashes" in "\n".join(lines)


def test_the_image_holds_every_room() -> None:
    taken = set((ROOT / ".dockerignore").read_text().splitlines())
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert {f"!{room}" for room in rooms} <= taken


def test_docker_itself_reads_the_file(tmp_path: Path) -> None:
    try:
        known = subprocess.run(["docker", "compose", "version"], capture_output=True).returncode
    except OSError:
        known = 1
    if known:
        pytest.skip("no docker compose here")
    command = ["docker", "compose", "--file", str(ROOT / "docker-compose.yml"), "config", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
