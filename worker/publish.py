"""Sending the news that there is work. Messages hold ids and nothing else.

Nothing here may fail its caller: the comment is stored already, and what could not be
sent is marked so that the sweep sends it when the broker is back.
"""

from collections.abc import Iterator, Sequence

import structlog
from kombu.exceptions import OperationalError

from moderation import intake
from worker import names
from worker.app import celery

log = structlog.get_logger(__name__)

# Comments scored together: enough to gain from batches, few enough to redo after a crash.
BATCH = 50


def score(ids: Sequence[str], queue: str = names.LIVE) -> bool:
    """Ask for these comments to be scored; False where the broker would not take it."""
    for batch in _batches(ids, BATCH if queue == names.BULK else 1):
        if not _send(names.SCORE, [batch], queue):
            # The broker is away; asking once more for each batch would hold the caller.
            rest = ids[ids.index(batch[0]) :]
            intake.not_queued(rest)
            log.warning("publish_failed", comments=len(rest), queue=queue)
            return False
    return True


def deliver(delivery_id: str) -> bool:
    """Ask for a webhook to be sent; if that fails the next sweep asks again."""
    return _send(names.DELIVER, [delivery_id], names.WEBHOOKS)


def _send(task: str, args: list[object], queue: str) -> bool:
    try:
        celery.send_task(task, args=args, queue=queue)
    except (OperationalError, OSError):
        return False
    return True


def _batches(ids: Sequence[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])
