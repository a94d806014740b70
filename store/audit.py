"""Queries on the audit log: adding to it, reading it. Nothing here changes a row."""

from collections.abc import Sequence

from sqlalchemy import select

from store.engine import Session
from store.tables import Audit


def append(session: Session, row: Audit) -> None:
    session.add(row)


def newest(session: Session, after: str | None, limit: int) -> Sequence[Audit]:
    """Up to `limit` changes, newest first, beginning behind the id `after`."""
    wanted = select(Audit).order_by(Audit.id.desc()).limit(limit)
    if after:
        wanted = wanted.where(Audit.id < after)
    return session.scalars(wanted).all()
