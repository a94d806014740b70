"""Counting what became of a site's comments over a time."""

from datetime import datetime

from sqlalchemy import func, select

from store.engine import Session
from store.tables import Comment, Decision


def statuses(session: Session, site_id: str, start: datetime, end: datetime) -> dict[str, int]:
    """How many comments that came in from `start` to before `end` stand in each status."""
    rows = session.execute(
        select(Comment.status, func.count())
        .where(Comment.site_id == site_id, Comment.created_at >= start, Comment.created_at < end)
        .group_by(Comment.status)
    )
    return dict(rows.all())


def corrections(
    session: Session, site_id: str, start: datetime, end: datetime
) -> dict[tuple[str, str], int]:
    """How often people moved a comment, by (from, to), from `start` to before `end`."""
    rows = session.execute(
        select(Decision.from_status, Decision.to_status, func.count())
        .where(
            Decision.site_id == site_id,
            Decision.action.in_(("approve", "reject")),
            Decision.created_at >= start,
            Decision.created_at < end,
        )
        .group_by(Decision.from_status, Decision.to_status)
    )
    return {(before, after): number for before, after, number in rows}
