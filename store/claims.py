"""Who scores what: claims on pending comments, and finding those that nobody works on.

A claim is a lease by the clock. It carries the id of the queue message that took it, so
that the same message, delivered again after its process was killed, may go on at once,
while a second message about the same comment finds it taken.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update

from store.base import now
from store.dialect import still
from store.engine import Session
from store.tables import Comment


def claim(session: Session, ids: Sequence[str], owner: str, lease: timedelta) -> Sequence[Comment]:
    """Take those of `ids` that are pending and free, counting the attempt.

    The caller commits before it scores: an attempt that kills the process must count.
    """
    moment = now()
    _lock(session, ids)
    session.execute(
        update(Comment)
        .where(Comment.id.in_(ids), still(Comment.status, "pending"), _free(moment, owner))
        .values(claimed_by=owner, claimed_until=moment + lease, attempts=Comment.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return session.scalars(
        select(Comment)
        .where(Comment.id.in_(ids), still(Comment.status, "pending"), Comment.claimed_by == owner)
        .order_by(Comment.id)
    ).all()


def release(session: Session, ids: Sequence[str], *, refund: bool) -> None:
    """Give claims back; `refund` where the attempt says nothing about the comment."""
    _lock(session, ids)
    session.execute(
        update(Comment)
        .where(Comment.id.in_(ids), still(Comment.status, "pending"))
        .values(
            claimed_by=None,
            claimed_until=None,
            attempts=Comment.attempts - 1 if refund else Comment.attempts,
        )
        .execution_options(synchronize_session=False)
    )


def mark_queued(session: Session, ids: Sequence[str], at: datetime | None) -> None:
    """Note when a message about `ids` was sent; None where the broker would not take it."""
    _lock(session, ids)
    session.execute(
        update(Comment)
        .where(Comment.id.in_(ids), still(Comment.status, "pending"))
        .values(queued_at=at)
        .execution_options(synchronize_session=False)
    )


def stale(
    session: Session, never_queued_before: datetime, queued_before: datetime, limit: int
) -> Sequence[Comment]:
    """Pending comments, oldest first, whose message was never sent or must be taken as lost."""
    return session.scalars(
        select(Comment)
        .where(
            Comment.status == "pending",
            Comment.deleted_at.is_(None),
            _free(now(), owner=None),
            or_(
                and_(Comment.queued_at.is_(None), Comment.created_at < never_queued_before),
                Comment.queued_at < queued_before,
            ),
        )
        .order_by(Comment.created_at)
        .limit(limit)
    ).all()


def _lock(session: Session, ids: Sequence[str]) -> None:
    """Take the rows in the order of their ids: two that change the same ones in an order of their
    own would wait for each other. SQLite has one writer at a time."""
    if session.get_bind().dialect.name == "postgresql":
        wanted = select(Comment.id).where(Comment.id.in_(ids)).order_by(Comment.id)
        session.execute(wanted.with_for_update())


def _free(moment: datetime, owner: str | None) -> ColumnElement[bool]:
    free = or_(Comment.claimed_until.is_(None), Comment.claimed_until < moment)
    return or_(free, Comment.claimed_by == owner) if owner else free
