"""Who waits for an answer goes first: background work writes while no inline check is under way.

Nice values alone turn against who they are for: a worker that holds the database's lock while
others want the processor is slow to let go of it. So it asks before it takes the lock. A lock
on a file tells whether anybody on this machine is answering. It is courtesy alone: nothing is
wrong where it fails, only slower.
"""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress

import settings
from store import file_lock

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
            file_lock.take(held.enter_context(_place()), file_lock.SHARED)
        yield


def let_pass() -> None:
    """Wait until nobody is answering, or for LONGEST; at once unless this process makes way."""
    end = time.monotonic() + LONGEST
    while _makes_way and _is_taken() and time.monotonic() < end:
        time.sleep(ASKED_AGAIN)


def _is_taken() -> bool:
    with suppress(OSError), _place() as place:
        return not file_lock.take(place)
    return False


def _place() -> AbstractContextManager[int]:
    return file_lock.place(settings.current().data / "answering")
