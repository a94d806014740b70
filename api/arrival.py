"""When the request that this thread answers had come as a whole.

The server notes it; what has to be done in time asks for it. A request may have waited for a
thread, and its client has waited as long.
"""

import time
from contextvars import ContextVar

_noted: ContextVar[float | None] = ContextVar("arrival", default=None)


def note(moment: float | None) -> None:
    """`moment` by the monotonic clock."""
    _noted.set(moment)


def moment() -> float:
    """By the monotonic clock; now, where the server notes nothing."""
    noted = _noted.get()
    return time.monotonic() if noted is None else noted
