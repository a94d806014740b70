"""The folder of one service."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cli import home
from store import file_lock


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = home.prepare(tmp_path / "a" / "b")
    assert folder.is_absolute()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_two_services_on_one_folder_are_refused_in_one_sentence(tmp_path: Path) -> None:
    descriptor = home.lock(tmp_path)
    with pytest.raises(click.ClickException, match="Another tamis is running"):
        home.lock(tmp_path)
    os.close(descriptor)


def test_the_folder_is_free_again_once_its_service_has_ended(tmp_path: Path) -> None:
    os.close(home.lock(tmp_path))
    os.close(home.lock(tmp_path))


def test_it_waits_for_the_processes_that_a_killed_service_left(tmp_path: Path) -> None:
    code = (
        "import os, subprocess, sys; from cli import home; from pathlib import Path;"
        "lock = home.lock(Path(sys.argv[1]));"
        # The leftover holds the lock until its own input ends; the owner ends at once.
        "subprocess.Popen([sys.executable, '-c', 'import sys; sys.stdin.read()'], "
        "pass_fds=[lock], stdout=subprocess.DEVNULL)"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE) as owner:
        assert owner.wait(20) == 0
        before = os.open(tmp_path / "up.lock", os.O_RDWR)
        assert not file_lock.take(before)
        assert owner.stdin is not None
        owner.stdin.close()
        os.close(before)
        os.close(home.lock(tmp_path))


def test_a_secret_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    path = home.secret_key(tmp_path)
    secret = path.read_text()
    assert len(secret) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert home.secret_key(tmp_path).read_text() == secret


def test_a_private_file_that_was_public_is_private_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    path.touch(0o644)
    home.private_file(path, "{}")
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]
