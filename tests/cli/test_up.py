"""`tamis up`, run for real in a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import settings
from cli import broker, up
from tests.cli.conftest import alive, processes, wait_for

ROOT = Path(__file__).parents[2]
OURS = ("TAMIS_", "REDIS_", "HOST", "PORT")


class Service:
    """A service that was started as an operator would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = broker.free_port()
        self.words = folder / "words"

    def start(self) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        told = {"TAMIS_DATA": str(self.folder / "data"), "PORT": str(self.port)}
        with self.words.open("wb") as words:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cli", "up"], cwd=ROOT,
                env=clean | told, stdout=words, stderr=words,
            )  # fmt: skip
        wait_for(lambda: "Ready." in self.said or self.process.poll() is not None, 100)
        assert self.process.poll() is None, self.said

    @property
    def said(self) -> str:
        return self.words.read_text(encoding="utf-8")

    @property
    def demo(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads((self.folder / "data" / "demo.json").read_text())
        return made

    def children(self) -> dict[str, int]:
        """The processes of the service, by what they are."""
        names = {"redis-server": "Redis", "gunicorn": "web", " worker ": "worker", " beat ": "beat"}
        return {
            names[word]: pid
            for pid, (parent, command) in processes().items() if parent == self.process.pid
            for word in names if word in command
        }  # fmt: skip

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)

    def comment(self, text: str) -> dict[str, Any]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/v1/comments",
            json.dumps({"thread": "un", "text": text}).encode(),
            {
                "Authorization": f"Bearer {self.demo['site_key']}",
                "Content-Type": "application/json",
                "Prefer": "wait=10",
            },
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            accepted: dict[str, Any] = json.load(answer)
            return accepted


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    try:
        broker.binary()
    except click.ClickException:
        pytest.skip("no Redis server can be run here")
    made = Service(tmp_path_factory.mktemp("service"))
    made.start()
    yield made
    if made.process.poll() is None:
        made.stop()


def test_it_works(service: Service) -> None:
    assert service.comment("Merci pour cet article !")["status"] == "approved"


def test_the_request_that_it_prints_is_decided_when_pasted(service: Service) -> None:
    pasted = service.said[service.said.index("curl -s") :].partition("\n\n")[0]
    done = subprocess.run(["/bin/sh", "-c", pasted], capture_output=True, text=True)
    if done.returncode == 127:
        pytest.skip("no curl here")
    assert json.loads(done.stdout)["status"] == "approved"


def test_its_secrets_are_for_its_user_alone(service: Service) -> None:
    data = service.folder / "data"
    assert data.stat().st_mode & 0o777 == 0o700
    for name in ("demo.json", "secret_key", "redis/redis.conf"):
        assert (data / name).stat().st_mode & 0o777 == 0o600


def test_a_second_service_on_its_port_or_its_folder_is_refused_in_one_sentence(
    service: Service, tmp_path: Path
) -> None:
    for data, port, why in (
        (tmp_path, service.port, "Cannot listen on 127.0.0.1"),
        (service.folder / "data", broker.free_port(), "Another tamis is running"),
    ):
        told = os.environ | {"TAMIS_DATA": str(data), "PORT": str(port)}
        command = [sys.executable, "-m", "cli", "up"]
        done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True)
        assert done.returncode == 1
        assert done.stderr.startswith(f"Error: {why}") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["Redis", "worker", "web", "beat"])
def test_a_killed_part_comes_back_and_comments_are_decided(service: Service, name: str) -> None:
    killed = service.children()[name]
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: service.children().get(name, killed) != killed)
    wait_for(lambda: _decided(service), 60)


def test_it_leaves_no_process_and_keeps_its_data_and_keys(service: Service) -> None:
    before, children = service.demo, service.children()
    assert set(children) == {"Redis", "worker", "web", "beat"}
    assert service.stop(signal.SIGINT) == 0
    assert not any(map(alive, children.values()))
    service.start()
    assert service.demo == before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends orphans")
def test_killing_it_leaves_no_process_and_it_starts_again_at_once(service: Service) -> None:
    children = service.children()
    service.stop(signal.SIGKILL)
    service.start()
    assert not any(map(alive, children.values()))


def _decided(service: Service) -> bool:
    """Whether a comment is scored now; a web server that is away will be asked again."""
    try:
        return bool(service.comment("Un avis sans histoire.")["status"] != "pending")
    except OSError:
        return False


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("fe80::1", "http://[fe80::1]:8000"),
    ],
)
def test_the_address_is_one_for_a_browser_here(
    host: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", "8000")
    assert up.base_url(settings.read()) == url


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(click.ClickException, match=r"Cannot listen.*PORT="):
            up.check_port("127.0.0.1", taken.getsockname()[1])
