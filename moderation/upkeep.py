"""What the beat asks for: offering forgotten comments again, forgetting old personal data."""

from collections.abc import Sequence
from datetime import timedelta

import settings
from store import claims, comments, invitations, people
from store.base import now
from store.engine import reading, writing
from store.tables import Comment

# A message that was never sent is offered again soon; one that was sent is only taken
# as lost when the queue is empty, or after the broker's own time to hand it out again.
NEVER_SENT = timedelta(seconds=5)
LOST_IF_IDLE = timedelta(seconds=30)
LOST_AT_LAST = timedelta(minutes=10)
AT_ONCE = 2000


def forgotten(*, queue_is_empty: bool) -> Sequence[Comment]:
    """Pending comments that no message will bring to a worker, oldest first."""
    patience = LOST_IF_IDLE if queue_is_empty else LOST_AT_LAST
    moment = now()
    with reading() as session:
        return claims.stale(session, moment - NEVER_SENT, moment - patience, AT_ONCE)


def offered(ids: Sequence[str]) -> None:
    """Note that messages about these were sent just now."""
    with writing() as session:
        claims.mark_queued(session, ids, now())


def purge() -> dict[str, int]:
    """Forget what has had its time; returns how many of each kind."""
    oldest = now() - timedelta(days=settings.current().keep_personal_days)
    with writing() as session:
        return {
            "comments": comments.forget_personal_data(session, oldest),
            "sessions": people.drop_expired_sessions(session, now()),
            "invitations": invitations.drop_expired(session, oldest),
        }
