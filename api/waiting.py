"""`Prefer: wait=N`: holding the answer until the verdict is there.

A waiting request holds a thread, so only some of them may wait at once; the others are
answered 202 straight away, which is always right.
"""

import re
import threading
import time

import settings
from api.limits import LONGEST_WAIT
from moderation import intake
from store.tables import Comment, Site

WAIT = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,6})\"?\s*(?:$|[,;])", re.IGNORECASE)
FIRST_LOOK, LAST_LOOK = 0.02, 0.25

_places = threading.BoundedSemaphore(max(1, settings.current().web_threads // 2))


def asked_for(prefer: str | None) -> float:
    """Seconds that the client is ready to wait, at most 10; 0 where it does not say."""
    found = WAIT.search(prefer or "")
    return min(float(found[1]), LONGEST_WAIT) if found else 0.0


def for_verdict(site: Site, comment: Comment, seconds: float) -> Comment:
    """The comment once it is decided, or as it is when the time is up."""
    if seconds <= 0 or comment.status != "pending" or not _places.acquire(blocking=False):
        return comment
    try:
        return _look_until_decided(site, comment, time.monotonic() + seconds)
    finally:
        _places.release()


def _look_until_decided(site: Site, comment: Comment, deadline: float) -> Comment:
    pause = FIRST_LOOK
    while comment.status == "pending" and (left := deadline - time.monotonic()) > 0:
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, LAST_LOOK)
        comment = intake.get(site, comment.id)
    return comment
