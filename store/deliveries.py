"""Queries on webhooks that wait to be sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from store.base import now
from store.engine import Session, changed_rows
from store.tables import Comment, Decision, Delivery, Site


def add(session: Session, delivery: Delivery) -> None:
    session.add(delivery)


def due(session: Session, moment: datetime, limit: int) -> Sequence[str]:
    """Ids of webhooks whose time has come, oldest first."""
    return session.scalars(
        select(Delivery.id)
        .where(Delivery.next_try_at <= moment)
        .order_by(Delivery.next_try_at, Delivery.id)
        .limit(limit)
    ).all()


def take(session: Session, delivery_id: str, lease: timedelta) -> bool:
    """Push the next try behind `lease`, so that nobody else sends it meanwhile."""
    taken = session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.next_try_at <= now())
        .values(next_try_at=now() + lease, attempts=Delivery.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return changed_rows(taken) == 1


def drop_held(session: Session, comment_id: str, kind: str, moment: datetime) -> bool:
    """Forget messages of a kind about a comment whose time had not come; whether there were any.

    One that somebody began to send is not among them: the outside may have heard it.
    """
    about = select(Decision.id).where(
        Decision.comment_id == comment_id, Decision.held_until > moment
    )
    dropped = session.execute(
        delete(Delivery)
        .where(Delivery.decision_id.in_(about), Delivery.kind == kind, Delivery.attempts == 0)
        .execution_options(synchronize_session=False)
    )
    return changed_rows(dropped) > 0


def last_told(session: Session, comment_id: str, kind: str) -> str | None:
    """Where the newest message of a kind about a comment says that it stands."""
    return session.scalars(
        select(Decision.to_status)
        .join(Delivery, Delivery.decision_id == Decision.id)
        .where(Decision.comment_id == comment_id, Delivery.kind == kind)
        .order_by(Decision.seq.desc())
        .limit(1)
    ).first()


def load(session: Session, delivery_id: str) -> tuple[Delivery, Decision, Comment, Site] | None:
    row = session.execute(
        select(Delivery, Decision, Comment, Site)
        .join(Decision, Decision.id == Delivery.decision_id)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Site, Site.id == Delivery.site_id)
        .where(Delivery.id == delivery_id)
    ).first()
    return tuple(row) if row else None  # type: ignore[return-value]


def earlier_waiting(session: Session, delivery: Delivery, decision: Decision) -> bool:
    """Whether an older message of its kind about the same comment is still to be sent."""
    return (
        session.scalars(
            select(Delivery.id)
            .join(Decision, Decision.id == Delivery.decision_id)
            .where(
                Decision.comment_id == decision.comment_id,
                Decision.seq < decision.seq,
                Delivery.kind == delivery.kind,
                Delivery.next_try_at.is_not(None),
            )
            .limit(1)
        ).first()
        is not None
    )


def note(session: Session, delivery_id: str, values: dict[str, Any]) -> None:
    session.execute(update(Delivery).where(Delivery.id == delivery_id).values(**values))
