"""SQLite's one writer at a time: whose turn it is, among threads and among processes.

SQLite asks for its lock more and more seldom while it is taken, up to 100 ms apart: where
others come and go, who has waited longest waits on. Here one is next, nobody passes it, and
it asks often.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from store import file_lock

# Seconds that a turn is waited for, and between two times that it is asked for
PATIENCE = 15
ASKED_AGAIN = 0.0005
_writer = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Only one thread of a process asks: the others' asking would take the interpreter from
    the one that writes.

    Raises:
        sqlite3.OperationalError: the other threads were at it for too long.
    """
    if not _writer.acquire(timeout=PATIENCE):
        raise sqlite3.OperationalError("other threads write for too long")
    try:
        yield
    finally:
        _writer.release()


def begin(connection: sqlite3.Connection, database: str) -> None:
    """Begin to write once no other process does.

    Raises:
        sqlite3.OperationalError: the others were at it for too long.
    """
    end = time.monotonic() + PATIENCE
    connection.execute("PRAGMA busy_timeout=0")
    try:
        with _being_next(f"{database}-next", end):
            _until(lambda: _began(connection), end)
    finally:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE * 1000}")


@contextmanager
def _being_next(path: str, end: float) -> Iterator[None]:
    """Hold the one place in front of the lock."""
    with file_lock.place(path) as place:
        _until(lambda: file_lock.take(place), end)
        yield


def _until(done: Callable[[], bool], end: float) -> None:
    while not done():
        if time.monotonic() > end:
            raise sqlite3.OperationalError("other processes write for too long")
        time.sleep(ASKED_AGAIN)


def _began(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        # The low byte; the rest says why it is busy.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
