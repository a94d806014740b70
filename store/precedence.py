"""Who waits for an answer goes first: background work writes while no inline check is under way.

Nice values alone turn against who they are for: a worker that holds the database's lock while
others want the processor is slow to let go of it. So it asks before it takes the lock. A lock
on a file tells whether anybody on this machine is answering; the kernel drops it with its
process. It is courtesy alone: nothing is wrong where it fails, only slower.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import settings

# Seconds that one transaction makes way for: background work has to go on as well.
LONGEST = 0.5
ASKED_AGAIN = 0.001
_makes_way = False


def make_way() -> None:
    """From now on this process, and those forked from it, let others go first."""
    global _makes_way
    _makes_way = True


def makes_way() -> bool:
    return _makes_way


@contextmanager
def answering() -> Iterator[None]:
    """Tell the others on this machine that somebody waits for an answer."""
    with ExitStack() as held:
        with suppress(OSError):
            fcntl.flock(held.enter_context(_place()), fcntl.LOCK_SH | fcntl.LOCK_NB)
        yield


def let_pass() -> None:
    """Wait until nobody is answering, or for LONGEST; at once unless this process makes way."""
    end = time.monotonic() + LONGEST
    while _makes_way and _is_taken() and time.monotonic() < end:
        time.sleep(ASKED_AGAIN)


def _is_taken() -> bool:
    try:
        with _place() as place:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return isinstance(error, BlockingIOError)
    return False


@contextmanager
def _place() -> Iterator[int]:
    place = os.open(settings.current().data / "answering", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield place
    finally:
        os.close(place)
