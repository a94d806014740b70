"""Answering in time, whatever the database or the model does.

The work goes on in a thread of its own when its time is up: what it stores is stored, only
the answer is another. Work that has not begun by then is dropped, so that a database which
hangs gathers no queue. The time runs from when the request came, not from when a thread took
it up: where more comes than can be answered, what waited too long is told so at once, and the
rest in time.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

import settings
from api import arrival
from store import precedence

# Seconds for a whole answer: the shortest patience of a known client (Coral's) is 0.8.
PATIENCE = 0.75

Result = TypeVar("Result")


class Deadline:
    """The time left for one request, from its beginning on."""

    def __init__(self) -> None:
        self._end = arrival.moment() + PATIENCE

    def run(self, work: Callable[[], Result]) -> Result:
        """The result of `work`.

        Raises:
            TimeoutError: it did not come in time; also whatever `work` raises.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        future = _threads().submit(_answering, work)
        try:
            return future.result(left)
        except TimeoutError:
            future.cancel()
            raise

    def afterwards(self, work: Callable[[], object], failed: Callable[[Exception], object]) -> None:
        """Do `work` without letting the answer wait for it; `failed` hears why it was not done.

        What has not begun when the time is up is dropped here too, with a TimeoutError.
        """
        _afterwards().submit(self._unless_late, work, failed)

    def _unless_late(
        self, work: Callable[[], object], failed: Callable[[Exception], object]
    ) -> None:
        try:
            if time.monotonic() > self._end:
                raise TimeoutError
            work()
        except Exception as error:
            failed(error)


def _answering(work: Callable[[], Result]) -> Result:
    with precedence.answering():
        return work()


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """Made at first use, after gunicorn's fork."""
    return ThreadPoolExecutor(settings.current().web_threads, "inline")


@lru_cache(maxsize=1)
def _afterwards() -> ThreadPoolExecutor:
    """Of its own: work that nobody waits for takes no thread from what somebody waits for."""
    return ThreadPoolExecutor(1, "afterwards")
