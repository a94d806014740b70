"""Finding a Redis, and running a private one."""

import os
import signal
from pathlib import Path

import click
import pytest
import redis

from cli import broker
from cli.supervisor import Supervisor
from tests.cli.conftest import processes


@pytest.fixture
def private(redis_binary: str, supervisor: Supervisor, tmp_path: Path) -> broker.Private:
    folder = tmp_path / 'a "quoted" folder'
    folder.mkdir()
    made = broker.Private(redis_binary, folder)
    supervisor.start(made.program(tmp_path / "redis.log", dict(os.environ)))
    assert supervisor.wait_until(lambda: broker.answers(made.url), 20)
    return made


def test_it_works(private: broker.Private) -> None:
    with redis.Redis.from_url(private.url) as client:
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("appendfsync") == {"appendfsync": "everysec"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("bind")["bind"].startswith("127.0.0.1")


def test_nobody_gets_in_without_the_password(private: broker.Private) -> None:
    with (
        redis.Redis(port=private.port) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()


def test_the_password_is_not_seen_by_other_users(private: broker.Private) -> None:
    commands = [command for _, command in processes().values()]
    assert not any(private.password in command for command in commands)
    assert private.password not in repr(private)
    assert (private.folder / "redis.conf").stat().st_mode & 0o077 == 0


def test_it_keeps_its_data_when_it_is_killed(
    private: broker.Private, supervisor: Supervisor, said: list[str]
) -> None:
    with redis.Redis.from_url(private.url) as client:
        client.set("kept", "yes")
    os.kill(supervisor.children[0].pid, signal.SIGKILL)
    assert supervisor.wait_until(lambda: bool(said), 20)
    assert supervisor.wait_until(lambda: broker.answers(private.url), 20)
    with redis.Redis.from_url(private.url) as client:
        assert client.get("kept") == b"yes"


def test_a_named_redis_that_does_not_answer_is_one_sentence_without_its_password() -> None:
    with pytest.raises(click.ClickException) as refused:
        broker.require(f"redis://:geheim@127.0.0.1:{broker.free_port()}/0")
    assert "does not answer" in refused.value.message
    assert "geheim" not in refused.value.message


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(click.ClickException, match="must begin with redis://"):
        broker.require("http://127.0.0.1")


def test_without_any_redis_the_three_ways_to_one_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(broker, "EMBEDDED", tmp_path / "redis-server")
    with pytest.raises(click.ClickException, match=r"REDIS_URL.*redis-server.*make install"):
        broker.binary()


def test_a_server_that_cannot_run_here_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken, embedded = tmp_path / "bin", tmp_path / "embedded"
    broken.mkdir()
    for path, code in ((broken / "redis-server", 1), (embedded, 0)):
        path.write_text(f"#!/bin/sh\nexit {code}\n")
        path.chmod(0o700)
    monkeypatch.setenv("PATH", str(broken))
    monkeypatch.setattr(broker, "EMBEDDED", embedded)
    assert broker.binary() == str(embedded)
