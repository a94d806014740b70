"""What the tests of the command line share."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from cli import broker
from cli.signals import Signals
from cli.supervisor import Supervisor


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    """Return once the condition holds; fail loudly when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "what was waited for never came"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process runs (one that ended and was not yet collected does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@pytest.fixture
def redis_binary() -> str:
    try:
        return broker.binary()
    except click.ClickException:
        pytest.skip("no Redis server can be run here")


@pytest.fixture
def said() -> list[str]:
    """What the supervisor told the operator."""
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    with open(tmp_path / "lock", "w") as lock, Signals() as signals:
        made = Supervisor(lock.fileno(), signals, said.append)
        yield made
        made.stop()


def processes() -> dict[int, tuple[int, str]]:
    """Every process of this machine: its parent and its command line; needs Linux."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue  # It ended meanwhile.
        found[int(folder.name)] = parent, command
    return found or pytest.skip("processes are listed in /proc, on Linux")
