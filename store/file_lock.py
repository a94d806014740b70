"""A lock on a file, among the processes of one machine; the kernel frees it with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHARED, ALONE = fcntl.LOCK_SH, fcntl.LOCK_EX


@contextmanager
def place(path: str | Path) -> Iterator[int]:
    """The file to lock, opened, and made where there is none; closing it gives the lock back.

    Raises:
        OSError: it cannot be opened.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def take(descriptor: int, how: int = ALONE) -> bool:
    """Take the lock unless somebody has it who will not share; whether it was taken.

    Raises:
        OSError: the file system knows no locks.
    """
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
