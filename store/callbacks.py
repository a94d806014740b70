"""Queries on callbacks: who is to hear of a comment's later verdicts."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from store.engine import Session
from store.tables import Callback, Decision, Delivery, SiteKey

KIND = "akismet"
_AMONG = select(Callback.comment_id).where(
    Callback.comment_id.in_(bindparam("ids", expanding=True))
)


def add(session: Session, callback: Callback) -> None:
    session.add(callback)


def of(session: Session, comment_id: str) -> Callback | None:
    return session.get(Callback, comment_id)


def among(session: Session, ids: Sequence[str]) -> set[str]:
    """Those of these comments that have a callback."""
    return set(session.scalars(_AMONG, {"ids": ids}))


def key_of(session: Session, callback: Callback) -> str | None:
    """The key that proves a message to the site; None where it was revoked."""
    key = session.get_one(SiteKey, callback.key_id)
    return None if key.revoked_at else key.plain


def tell(session: Session, callback: Callback, told: str) -> None:
    callback.told = told
    session.flush()


def drop_waiting(session: Session, comment_id: str) -> None:
    """Forget messages about a comment that say what the client knows already."""
    made = select(Decision.id).where(Decision.comment_id == comment_id)
    session.execute(
        delete(Delivery).where(
            Delivery.kind == KIND, Delivery.decision_id.in_(made), Delivery.attempts == 0
        )
    )
