"""The supervisor, over real processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cli.child import LOG_BYTES, Child, Program
from cli.supervisor import Supervisor
from tests.cli.conftest import alive, wait_for

# Starts a child of its own, notes both numbers, and waits.
PARENT = """
import pathlib, signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
import os
path = pathlib.Path(sys.argv[1])
draft = path.with_suffix(".draft")
draft.write_text(f"{os.getpid()} {child.pid}")
draft.replace(path)
signal.pause()
"""
STUBBORN = """
import pathlib, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
while True:
    signal.pause()
"""


def program(tmp_path: Path, code: str, name: str = "worker") -> Program:
    command = [sys.executable, "-c", code, str(tmp_path / name)]
    return Program(name, command, tmp_path / "logs" / f"{name}.log", dict(os.environ))


def numbers(path: Path) -> list[int]:
    wait_for(path.exists)
    return [int(number) for number in path.read_text().split()]


def tend_until(supervisor: Supervisor, path: Path) -> None:
    assert supervisor.wait_until(path.exists, 20)


def test_it_starts_a_killed_process_again(
    supervisor: Supervisor, tmp_path: Path, said: list[str]
) -> None:
    child = supervisor.start(program(tmp_path, PARENT))
    first, _ = numbers(tmp_path / "worker")
    (tmp_path / "worker").unlink()
    os.kill(first, signal.SIGKILL)
    tend_until(supervisor, tmp_path / "worker")
    assert child.pid != first and alive(child.pid)
    assert said == ["worker was killed (signal 9): it starts again in 0.5 s."]


def test_what_a_dead_process_had_started_is_ended_before_its_successor_starts(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    supervisor.start(program(tmp_path, PARENT))
    first, orphan = numbers(tmp_path / "worker")
    (tmp_path / "worker").unlink()
    os.kill(first, signal.SIGKILL)
    tend_until(supervisor, tmp_path / "worker")
    wait_for(lambda: not alive(orphan))


def test_a_process_that_keeps_ending_is_started_ever_more_rarely(
    supervisor: Supervisor, tmp_path: Path, said: list[str]
) -> None:
    supervisor.start(program(tmp_path, "raise SystemExit(3)"))
    assert supervisor.wait_until(lambda: len(said) == 3, 20)
    assert said == [f"worker ended with code 3: it starts again in {s} s." for s in (0.5, 1, 2)]


def test_stopping_leaves_no_process(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(program(tmp_path, PARENT, "web"))
    supervisor.start(program(tmp_path, PARENT, "worker"))
    pids = numbers(tmp_path / "web") + numbers(tmp_path / "worker")
    supervisor.stop()
    wait_for(lambda: not any(map(alive, pids)))


def test_a_process_that_will_not_stop_is_killed(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.supervisor.GRACE", 0.3)
    child = supervisor.start(program(tmp_path, STUBBORN))
    wait_for((tmp_path / "worker").exists)
    pid = child.pid
    supervisor.stop()
    assert not alive(pid)


def test_the_newest_is_stopped_first(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    kill = Child.kill

    def noting(child: Child) -> None:
        stopped.append(child.program.name)
        kill(child)

    for name in ("Redis", "web", "worker"):
        supervisor.start(program(tmp_path, PARENT, name))
    monkeypatch.setattr(Child, "kill", noting)
    supervisor.stop()
    assert stopped == ["worker", "web", "Redis"]


def test_asking_to_stop_ends_the_watch(supervisor: Supervisor) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    supervisor.watch()
    assert supervisor.asked_to_stop


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends orphans")
def test_a_killed_supervisor_leaves_no_process(tmp_path: Path) -> None:
    code = f"""
import os, sys, pathlib
from cli.child import Child, Program
log = pathlib.Path({str(tmp_path / "log")!r})
lock = os.open({str(tmp_path / "lock")!r}, os.O_CREAT | os.O_RDWR)
command = [sys.executable, "-c", {PARENT!r}, {str(tmp_path / "worker")!r}]
Child(Program("worker", command, log, dict(os.environ)), lock).start()
sys.stdin.read()
"""
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", code], cwd=root, stdin=subprocess.PIPE) as owner:
        main, grandchild = numbers(tmp_path / "worker")
        owner.kill()
        owner.wait()
        wait_for(lambda: not alive(main))
    # Gunicorn's and Celery's processes end with their parents; this one knows no better.
    os.kill(grandchild, signal.SIGKILL)


def test_a_long_log_is_cut_and_kept_once(supervisor: Supervisor, tmp_path: Path) -> None:
    child = supervisor.start(program(tmp_path, PARENT))
    numbers(tmp_path / "worker")
    log = child.program.log
    log.write_bytes(b"x" * (LOG_BYTES + 1))
    supervisor.tend()
    assert log.stat().st_size == 0
    assert log.with_suffix(".log.1").stat().st_size == LOG_BYTES + 1
