"""Queries behind the overview. Each reads an index over a stretch of time, never the whole."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from store.base import first_id_of
from store.engine import Session
from store.tables import Comment, Decision

ACTORS = ("model", "moderator", "reader", "site", "system")
STATUSES = ("pending", "approved", "flagged", "rejected")
# Moves to a verdict; the others take one back, or change what it is about.
VERDICTS = ("score", "fail", "approve", "reject", "report")


def comments_by_day(
    session: Session, site_ids: Sequence[str], days: Sequence[datetime]
) -> dict[tuple[int, str], int]:
    """How many comments came in, by day and by the status they have now.

    `days` are the first moments of days in order; a day is told by its place among them.
    """
    day = _place(Comment.id, [first_id_of(start) for start in days])
    rows = session.execute(
        select(day, Comment.status, func.count())
        .where(
            Comment.site_id.in_(site_ids),
            Comment.status.in_(STATUSES),
            Comment.id >= first_id_of(days[0]),
        )
        .group_by(day, Comment.status)
    )
    return {(place, status): number for place, status, number in rows}


def moves(
    session: Session, site_ids: Sequence[str], since: datetime
) -> Sequence[tuple[str, str, str, int]]:
    """(actor, action, to_status, count) of all moves since then."""
    rows = session.execute(
        select(Decision.actor, Decision.action, Decision.to_status, func.count())
        .where(
            Decision.site_id.in_(site_ids),
            Decision.actor.in_(ACTORS),
            Decision.created_at >= since,
        )
        .group_by(Decision.actor, Decision.action, Decision.to_status)
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]


def oldest(session: Session, site_ids: Sequence[str], status: str) -> datetime | None:
    """When the oldest comment that has this status came in."""
    found = [_oldest(session, site_id, status) for site_id in site_ids]
    return min((moment for moment in found if moment), default=None)


def _oldest(session: Session, site_id: str, status: str) -> datetime | None:
    wanted = select(Comment.created_at).where(
        Comment.site_id == site_id, Comment.status == status, Comment.deleted_at.is_(None)
    )
    return session.scalars(wanted.order_by(Comment.id).limit(1)).first()


def judged(
    session: Session, site_ids: Sequence[str], since: datetime, limit: int
) -> Sequence[tuple[str, datetime, list[str], datetime]]:
    """Moderators' decisions on flagged comments, newest first: (to_status, when, why it was
    flagged, when it was flagged). What was undone is left out.
    """
    flagged, undone = aliased(Decision), aliased(Decision)
    before = (
        select(func.max(flagged.seq))
        .where(flagged.comment_id == Decision.comment_id, flagged.seq < Decision.seq)
        .where(flagged.to_status == "flagged", flagged.action.in_(VERDICTS))
        .correlate(Decision)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Decision.to_status, Decision.created_at, flagged.reasons, flagged.created_at)
        .join(flagged, (flagged.comment_id == Decision.comment_id) & (flagged.seq == before))
        .where(
            Decision.id.in_(_newest_by_moderators(session, site_ids, since, limit)),
            ~exists().where(undone.undoes == Decision.id),
        )
    )
    return [tuple(row) for row in rows]  # type: ignore[misc]


def _newest_by_moderators(
    session: Session, site_ids: Sequence[str], since: datetime, limit: int
) -> Sequence[str]:
    wanted = (
        select(Decision.id)
        .where(
            Decision.site_id.in_(site_ids),
            Decision.actor == "moderator",
            Decision.action.in_(("approve", "reject")),
            Decision.from_status == "flagged",
            Decision.created_at >= since,
        )
        .order_by(Decision.created_at.desc())
        .limit(limit)
    )
    return session.scalars(wanted).all()


def _place(column: InstrumentedAttribute[str], starts: Sequence[str]) -> ColumnElement[int]:
    """Between which of `starts` a value lies: 0 from the first on, and so forth."""
    later = [(column >= start, place) for place, start in reversed(list(enumerate(starts)))]
    return case(*later, else_=-1)
