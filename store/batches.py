"""Decisions that were made together: what was read for them, and what still stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from store.engine import Session
from store.tables import Batch, Decision


@dataclass(frozen=True, slots=True)
class Standing:
    """How many decisions a batch has, and how many of them nothing has followed yet."""

    id: str
    total: int
    standing: int


def decisions(session: Session, batch: str) -> Sequence[Decision]:
    return session.scalars(select(Decision).where(Decision.batch == batch)).all()


def standing(session: Session, ids: Collection[str]) -> dict[str, Standing]:
    later = aliased(Decision)
    followed = (
        select(later.id)
        .where(later.comment_id == Decision.comment_id, later.seq > Decision.seq)
        .exists()
    )
    rows = session.execute(
        select(Decision.batch, func.count(), func.sum(case((followed, 0), else_=1)))
        .where(Decision.batch.in_(ids))
        .group_by(Decision.batch)
    )
    return {str(batch): Standing(str(batch), total, left) for batch, total, left in rows}


def promises(session: Session, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """What a random sample said of all, for those batches that had one."""
    rows = session.execute(
        select(Batch.id, Batch.promise).where(Batch.id.in_(ids), Batch.promise.is_not(None))
    )
    return {batch: promise for batch, promise in rows if promise}


def read_by(
    session: Session, moderator_id: str, since: datetime
) -> Sequence[tuple[datetime, int, int]]:
    """(when, read, hard) of what a moderator decided together since then, oldest first."""
    rows = session.execute(
        select(Batch.created_at, Batch.read, Batch.hard)
        .where(Batch.moderator_id == moderator_id, Batch.created_at >= since)
        .order_by(Batch.created_at)
    )
    return [(at, read, hard) for at, read, hard in rows]
