"""Queries on invitations."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from store.base import now
from store.engine import Session, changed_rows
from store.tables import Invitation

OPEN = Invitation.closed_at.is_(None)


def add(session: Session, invitation: Invitation) -> None:
    session.add(invitation)
    session.flush()


def by_secret(session: Session, sha256: str) -> Invitation | None:
    """The invitation with that digest, if it can still be used."""
    wanted = select(Invitation).where(Invitation.sha256 == sha256, OPEN, _unexpired())
    return session.scalars(wanted).first()


def waiting(session: Session) -> Sequence[Invitation]:
    """Those that can still be used, newest first."""
    wanted = select(Invitation).where(OPEN, _unexpired()).order_by(Invitation.id.desc())
    return session.scalars(wanted).all()


def close(session: Session, invitation_id: str) -> bool:
    """End an invitation; False where it was used or withdrawn already."""
    closed = session.execute(
        update(Invitation).where(Invitation.id == invitation_id, OPEN).values(closed_at=now())
    )
    return changed_rows(closed) == 1


def close_for(session: Session, email: str) -> None:
    """End every invitation of this address."""
    session.execute(
        update(Invitation).where(Invitation.email == email, OPEN).values(closed_at=now())
    )


def by_ids(session: Session, ids: Iterable[str]) -> Sequence[Invitation]:
    return session.scalars(select(Invitation).where(Invitation.id.in_(list(ids)))).all()


def drop_expired(session: Session, before: datetime) -> int:
    """Forget invitations that ended before `before`; returns how many."""
    dropped = session.execute(delete(Invitation).where(Invitation.expires_at < before))
    return changed_rows(dropped)


def _unexpired() -> ColumnElement[bool]:
    return Invitation.expires_at > now()
