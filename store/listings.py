"""Pages of comments. Always by cursor (an id), never by offset: offsets skip and repeat."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from store.engine import Session
from store.tables import Comment


@dataclass(frozen=True, slots=True)
class Filter:
    """Which comments a listing shows; None means no condition."""

    site_ids: Sequence[str] | None = None
    status: str | None = None
    thread: str | None = None
    reason: str | None = None


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


def scores(
    session: Session, wanted: Filter, attribute: str, limit: int
) -> Sequence[tuple[str, int, float]]:
    """(id, revision, score) of the newest comments that have a score for an attribute."""
    score = Comment.scores[attribute].as_float()
    rows = session.execute(
        _select(wanted)
        .with_only_columns(Comment.id, Comment.revision, score)
        .where(score.is_not(None))
        .order_by(Comment.id.desc())
        .limit(limit)
    )
    return [(comment_id, revision, value) for comment_id, revision, value in rows]


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
    return query
