"""Pages of comments. Always by cursor (an id), never by offset: offsets skip and repeat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from store.engine import Session
from store.tables import Comment


@dataclass(frozen=True, slots=True)
class Filter:
    """Which comments a listing shows; None means no condition."""

    site_ids: Sequence[str] | None = None
    status: str | None = None
    thread: str | None = None
    reason: str | None = None
    # Leaves out threads that begin so
    without: str | None = None
    # Only what readers may see at that time
    public_at: datetime | None = None


def page(session: Session, wanted: Filter, after: str | None, limit: int) -> Sequence[Comment]:
    """Up to `limit` comments in order of arrival, beginning behind the id `after`."""
    query = _select(wanted).order_by(Comment.id).limit(limit)
    if after:
        query = query.where(Comment.id > after)
    return session.scalars(query).all()


def newest(
    session: Session, wanted: Filter, limit: int, after: str | None = None
) -> Sequence[Comment]:
    """Up to `limit` comments, newest first, beginning behind the id `after`."""
    query = _select(wanted).order_by(Comment.id.desc()).limit(limit)
    if after:
        query = query.where(Comment.id < after)
    return session.scalars(query).all()


def ranked(
    session: Session, wanted: Filter, order: str, after: str | None, limit: int
) -> Sequence[Comment]:
    """Comments with the highest `harm` or `doubt` first; `after` is the last id seen."""
    value = func.coalesce(getattr(Comment, order), 0.0)
    query = _select(wanted).order_by(value.desc(), Comment.id).limit(limit)
    if after and (mark := session.get(Comment, after)):
        seen = getattr(mark, order) or 0.0
        query = query.where((value < seen) | ((value == seen) & (Comment.id > after)))
    return session.scalars(query).all()


def count(session: Session, wanted: Filter) -> int:
    return session.scalar(_select(wanted).with_only_columns(func.count())) or 0


def count_by_reason(session: Session, wanted: Filter) -> dict[str, int]:
    rows = session.execute(
        _select(wanted)
        .with_only_columns(Comment.main_reason, func.count())
        .group_by(Comment.main_reason)
    )
    return {reason: number for reason, number in rows if reason}


def _select(wanted: Filter) -> Select[Comment]:
    query = select(Comment).where(Comment.deleted_at.is_(None))
    if wanted.site_ids is not None:
        query = query.where(Comment.site_id.in_(wanted.site_ids))
    for column, value in (
        (Comment.status, wanted.status),
        (Comment.thread, wanted.thread),
        (Comment.main_reason, wanted.reason),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.without is not None:
        query = query.where(~Comment.thread.startswith(wanted.without, autoescape=True))
    if wanted.public_at is not None:
        query = query.where(
            or_(Comment.public_from.is_(None), Comment.public_from <= wanted.public_at)
        )
    return query
