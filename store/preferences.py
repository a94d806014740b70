"""Queries on what moderators prefer."""

from typing import Any

from store.engine import Session
from store.tables import Preference


def get(session: Session, moderator_id: str) -> Preference | None:
    return session.get(Preference, moderator_id)


def put(session: Session, moderator_id: str, values: dict[str, Any]) -> None:
    """Store all of them; the newest choice stays where two come at once."""
    session.merge(Preference(moderator_id=moderator_id, **values))
