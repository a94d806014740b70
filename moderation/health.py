"""How the service is, from the side that the database can see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from store import decisions, operations
from store.base import now
from store.engine import reading, writing


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers for the metrics page."""

    comments: Sequence[tuple[str, str, int]]
    decisions: Sequence[tuple[str, str, str, int]]
    counters: dict[str, int]
    heartbeats: dict[str, datetime]
    oldest_pending: datetime | None
    oldest_flagged: datetime | None
    webhooks_waiting: int


def ping() -> None:
    """Ask the database for a sign of life; raises whatever its driver raises."""
    with reading() as session:
        operations.ping(session)


def figures() -> Figures:
    with reading() as session:
        return Figures(
            comments=operations.comments_by_status(session),
            decisions=decisions.counts(session),
            counters=operations.counters(session),
            heartbeats=operations.heartbeats(session),
            oldest_pending=operations.oldest(session, "pending"),
            oldest_flagged=operations.oldest(session, "flagged"),
            webhooks_waiting=operations.webhooks_waiting(session),
        )


def scoring_is_behind(patience: timedelta) -> bool:
    """Whether a live comment has waited for its verdict for longer than `patience`."""
    with reading() as session:
        return operations.waits_since_before(session, now() - patience)


def beat(name: str) -> None:
    """Note that a process of this kind lives now."""
    with writing() as session:
        operations.beat(session, name)


def seconds_since_beat(name: str) -> float | None:
    """How long ago a process of this kind was last seen; None for never."""
    with reading() as session:
        seen = operations.heartbeats(session).get(name)
    return (now() - seen).total_seconds() if seen else None


def oldest_pending_age() -> timedelta | None:
    """How long the oldest comment without a score has waited; None where none waits."""
    with reading() as session:
        oldest = operations.oldest(session, "pending")
    return now() - oldest if oldest else None
