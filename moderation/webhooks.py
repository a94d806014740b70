"""What a site is told of decisions, and when a failed message is tried again.

The rows were written with the decisions themselves, so no message is lost; the order of
messages about one comment is kept by waiting for the earlier one.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from standardwebhooks import Webhook

from moderation import callbacks, views
from store import deliveries
from store.base import now
from store.engine import Session, reading, writing
from store.tables import Comment, Decision, Delivery, Site

# Seconds until the next try; after the last the message is given up, and said so.
WAITS = (10, 60, 300, 1800, 7200, 21600, 86400)
LEASE = timedelta(seconds=30)
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Job:
    """One message, signed and ready to be posted."""

    delivery_id: str
    attempts: int
    url: str
    body: bytes
    headers: dict[str, str]
    # Set where the message is a protocol's callback, which keeps book of what was told
    told_by: Decision | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try. `error` is short, for people, and free of personal data."""

    delivered: bool
    error: str | None = None
    # False where trying again cannot help: the receiver said no, or must not be called
    retry: bool = True


def due() -> Sequence[str]:
    """Ids of messages whose time has come, oldest first."""
    with reading() as session:
        return deliveries.due(session, now(), AT_ONCE)


def take(delivery_id: str) -> Job | None:
    """The message, held for this caller; None if it is not due or an earlier one waits."""
    with writing() as session:
        found = deliveries.load(session, delivery_id)
        if found is None:
            return None
        delivery, decision, comment, site = found
        if deliveries.earlier_waiting(session, delivery, decision):
            return None
        if not deliveries.take(session, delivery_id, LEASE):
            return None
        if delivery.kind == "site":
            return _job(delivery, decision, comment, site)
        return _callback(session, delivery, decision)


def finish(job: Job, outcome: Outcome) -> None:
    """Note what came of a try, and when to try again if at all."""
    again = _next_try(job.attempts) if outcome.retry and not outcome.delivered else None
    with writing() as session:
        deliveries.note(
            session,
            job.delivery_id,
            {
                "next_try_at": again,
                "delivered_at": now() if outcome.delivered else None,
                "last_error": outcome.error,
            },
        )
        if outcome.delivered and job.told_by:
            callbacks.delivered(session, job.told_by)


def _job(delivery: Delivery, decision: Decision, comment: Comment, site: Site) -> Job:
    stamp = now()
    body = _body(decision, comment, site)
    signature = Webhook(site.webhook_secret).sign(delivery.id, stamp, body)
    headers = {
        "content-type": "application/json",
        "user-agent": "tamis",
        "webhook-id": delivery.id,
        "webhook-timestamp": str(int(stamp.timestamp())),
        "webhook-signature": signature,
    }
    return Job(delivery.id, delivery.attempts + 1, site.webhook_url, body.encode(), headers)


def _callback(session: Session, delivery: Delivery, decision: Decision) -> Job | None:
    found = callbacks.message(session, decision)
    if found is None:
        deliveries.note(session, delivery.id, {"next_try_at": None})
        return None
    url, body = found
    # The header asks the site not to report the change back to us.
    headers = {
        "content-type": "application/json",
        "user-agent": "tamis",
        "x-akismet-webhook": "1",
    }
    return Job(delivery.id, delivery.attempts + 1, url, body, headers, decision)


def _body(decision: Decision, comment: Comment, site: Site) -> str:
    message = {
        "type": "comment.decided",
        "timestamp": decision.created_at,
        "data": views.of_change(decision, comment, site.language),
    }
    return json.dumps(message, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _next_try(attempts: int) -> datetime | None:
    if attempts > len(WAITS):
        return None
    return now() + timedelta(seconds=WAITS[attempts - 1])
