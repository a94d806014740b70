"""Answering in time, whatever the database or the model does.

The work goes on in a thread of its own when its time is up: what it stores is stored, only
the answer is another. Work that has not begun by then is dropped, so that a database which
hangs gathers no queue.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

import settings

# Seconds for a whole answer: the shortest patience of a known client (Coral's) is 0.8.
PATIENCE = 0.75

Result = TypeVar("Result")


class Deadline:
    """The time left for one request, from its beginning on."""

    def __init__(self) -> None:
        self._end = time.monotonic() + PATIENCE

    def run(self, work: Callable[[], Result]) -> Result:
        """The result of `work`.

        Raises:
            TimeoutError: it did not come in time; also whatever `work` raises.
        """
        future = _threads().submit(work)
        try:
            return future.result(max(0.0, self._end - time.monotonic()))
        except TimeoutError:
            future.cancel()
            raise


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """Made at first use, after gunicorn's fork."""
    return ThreadPoolExecutor(settings.current().web_threads, "inline")
