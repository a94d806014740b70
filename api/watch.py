"""What is wrong with the service at this moment, looked at often and by few.

Every moderator's page asks every few seconds. The checks ask the broker and the database, so
one thread of a process looks for all, and what it found is good for a moment.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

from api import readiness
from moderation import health
from store.engine import DatabaseUnavailable

FRESH = 2.0
# With the time between two looks and two questions of a page: a banner within ten seconds.
PATIENCE = timedelta(seconds=5)


class Watch:
    """The names of the checks that fail, renewed when they are older than `FRESH` seconds."""

    def __init__(self, look: Callable[[], tuple[str, ...]] | None = None) -> None:
        self._look = look or look_around
        self._lock = threading.Lock()
        self._found: tuple[str, ...] = ()
        self._until = 0.0

    def failing(self) -> tuple[str, ...]:
        """Worst first. Never waits for another thread that is looking."""
        if time.monotonic() >= self._until and self._lock.acquire(blocking=False):
            try:
                self._found = self._look()
                self._until = time.monotonic() + FRESH
            finally:
                self._lock.release()
        return self._found


def look_around() -> tuple[str, ...]:
    """What /readyz says is not well, and `scoring` where comments wait for too long."""
    failing = tuple(check.name for check in readiness.checks() if not check.ok)
    return (*failing, "scoring") if _is_behind() else failing


def _is_behind() -> bool:
    try:
        return health.scoring_is_behind(PATIENCE)
    except DatabaseUnavailable:
        # That is what another check says, and better.
        return False
