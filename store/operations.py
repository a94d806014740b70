"""Queries about the service itself: counters, heartbeats, how much waits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, text

from store.base import now
from store.dialect import insert_of
from store.engine import Session
from store.tables import Comment, Counter, Delivery, Heartbeat


def ping(session: Session) -> None:
    session.execute(text("SELECT 1"))


def count_up(session: Session, name: str, by: int = 1) -> None:
    """Add `by` to a counter, making it at its first use."""
    insert = insert_of(session)(Counter).values(name=name, value=by)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=[Counter.name], set_={"value": Counter.value + by}
        )
    )


def counters(session: Session) -> dict[str, int]:
    return dict(session.execute(select(Counter.name, Counter.value)).all())


def beat(session: Session, name: str) -> None:
    """Note that a process of this kind lives."""
    insert = insert_of(session)(Heartbeat).values(name=name, at=now())
    session.execute(
        insert.on_conflict_do_update(index_elements=[Heartbeat.name], set_={"at": now()})
    )


def heartbeats(session: Session) -> dict[str, datetime]:
    return dict(session.execute(select(Heartbeat.name, Heartbeat.at)).all())


def comments_by_status(session: Session) -> Sequence[tuple[str, str, int]]:
    """(site, status, count) of comments that are not deleted."""
    rows = session.execute(
        select(Comment.site_id, Comment.status, func.count())
        .where(Comment.deleted_at.is_(None))
        .group_by(Comment.site_id, Comment.status)
    )
    return [(site, status, number) for site, status, number in rows]


def oldest(session: Session, status: str) -> datetime | None:
    """When the oldest comment in this status came in."""
    return session.scalar(
        select(func.min(Comment.created_at)).where(
            Comment.status == status, Comment.deleted_at.is_(None)
        )
    )


def waits_since_before(session: Session, moment: datetime) -> bool:
    """Whether a live comment that a worker should have scored was sent before `moment`."""
    waiting = select(Comment.id).where(
        Comment.status == "pending",
        Comment.queue == "live",
        Comment.deleted_at.is_(None),
        func.coalesce(Comment.queued_at, Comment.created_at) < moment,
    )
    return session.scalars(waiting.limit(1)).first() is not None


def webhooks_waiting(session: Session) -> int:
    waiting = select(func.count()).where(Delivery.next_try_at.is_not(None))
    return session.scalar(waiting) or 0
