"""Queries for judging old comments anew: the last that were decided, and what came before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, ScalarSelect, Select, exists, func, literal, select
from sqlalchemy.orm import aliased

from store.base import first_id_of
from store.engine import Session
from store.tables import Comment, Decision

DECIDED = ("approved", "flagged", "rejected")
Other = type[Comment]


@dataclass(frozen=True, slots=True)
class Before:
    """What of a comment's past can be counted: earlier comments, as they stand now."""

    author_approved: int
    author_rejected: int
    same_text: bool
    same_text_rejected: bool


def last_decided(session: Session, site_id: str, limit: int) -> Sequence[Comment]:
    """The newest comments of a site that are decided, newest first."""
    ids = [found for status in DECIDED for found in _newest(session, site_id, status, limit)]
    wanted = select(Comment).where(Comment.id.in_(sorted(ids, reverse=True)[:limit]))
    return session.scalars(wanted.order_by(Comment.id.desc())).all()


def _newest(session: Session, site_id: str, status: str, limit: int) -> Sequence[str]:
    # Each status for itself, because so the index has them in order.
    wanted = select(Comment.id).where(
        Comment.site_id == site_id, Comment.status == status, Comment.deleted_at.is_(None)
    )
    return session.scalars(wanted.order_by(Comment.id.desc()).limit(limit)).all()


def before(
    session: Session, ids: Sequence[str], enough: int, twins_since: datetime
) -> dict[str, Before]:
    """The past of each comment, by its id; approved comments are counted up to `enough`."""
    rows = session.execute(
        select(
            Comment.id,
            _by_author("approved", enough),
            _by_author("rejected", 1),
            _twin(twins_since),
            _twin(twins_since, "rejected"),
        ).where(Comment.id.in_(ids))
    )
    return {
        comment_id: Before(approved, rejected, bool(twin), bool(bad_twin))
        for comment_id, approved, rejected, twin, bad_twin in rows
    }


def _by_author(status: str, enough: int) -> ScalarSelect[int]:
    other = aliased(Comment)
    found = _earlier(other, Comment.author_email == other.author_email, other.status == status)
    counted = found.limit(enough).subquery()
    return select(func.count()).select_from(counted).scalar_subquery()


def _twin(since: datetime, status: str | None = None) -> Exists:
    other = aliased(Comment)
    same = [Comment.text_hash == other.text_hash, other.id >= first_id_of(since)]
    if status:
        same.append(other.status == status)
    return exists(_earlier(other, *same, other.deleted_at.is_(None)))


def _earlier(other: Other, *conditions: ColumnElement[bool]) -> Select[int]:
    return (
        select(literal(1))
        .select_from(other)
        .where(other.site_id == Comment.site_id, other.id < Comment.id, *conditions)
        .correlate(Comment)
    )


def edited_after_rejection(session: Session, ids: Sequence[str], code: str) -> set[str]:
    """Which of these comments were flagged for the reason `code` when they were last scored."""
    rows = session.execute(
        select(Decision.comment_id, Decision.reasons)
        .where(Decision.comment_id.in_(ids), Decision.action == "score")
        .order_by(Decision.seq)
    )
    last: dict[str, list[str]] = dict(rows.all())
    return {comment_id for comment_id, reasons in last.items() if code in reasons}
