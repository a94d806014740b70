"""Where the two databases write the same thing in different words."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from store.engine import Session


def insert_of(session: Session) -> Callable[..., Any]:
    """The INSERT of this database that knows ON CONFLICT."""
    name = session.get_bind().dialect.name
    return sqlite.insert if name == "sqlite" else postgresql.insert
