"""The folder of one service (TAMIS_DATA): private, locked while in use, holder of its secrets."""

import os
import secrets
import time
from pathlib import Path

import click

from store import file_lock

# Seconds that processes of a service whose supervisor was killed may take to end.
LEFTOVERS_END_WITHIN = 30


def prepare(folder: Path) -> Path:
    """Make the folder, readable by its owner alone; returns its absolute path."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder.resolve()


def lock(folder: Path) -> int:
    """Take the folder for this service; returns the lock's file descriptor.

    Every process of the service inherits the descriptor, so that the lock is free only
    when the last of them has ended: two Redis servers must never write one folder.

    Raises:
        click.ClickException: another service lives in this folder.
    """
    descriptor = os.open(folder / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + LEFTOVERS_END_WITHIN
    while not file_lock.take(descriptor):
        if _owner_lives(descriptor) or time.monotonic() > deadline:
            raise click.ClickException(
                f"Another tamis is running on {folder}: stop it, or choose another TAMIS_DATA."
            )
        time.sleep(0.1)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    return descriptor


def private_file(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def secret_key(folder: Path) -> Path:
    """The file of the key that signs cookies, made at the first call."""
    path = folder / "secret_key"
    if not path.exists():
        private_file(path, secrets.token_urlsafe(48))
    return path


def _owner_lives(descriptor: int) -> bool:
    """Whether the supervisor that took the lock is still there."""
    owner = os.pread(descriptor, 20, 0).decode("ascii", "replace")
    try:
        os.kill(int(owner), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
