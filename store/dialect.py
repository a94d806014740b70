"""Where the two databases write the same thing in different words."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression
from sqlalchemy.dialects import postgresql, sqlite

from store.engine import Session


def insert_of(session: Session) -> Callable[..., Any]:
    """The INSERT of this database that knows ON CONFLICT."""
    name = session.get_bind().dialect.name
    return sqlite.insert if name == "sqlite" else postgresql.insert


def still(column: SQLColumnExpression[Any], value: Any) -> ColumnElement[bool]:
    """That a row found by its id has this value: a condition, never a way to find it.

    Said as `=`, PostgreSQL may look the status up in an index instead of the id in the primary
    key, as long as its statistics know of few rows of that status, as they do before a backlog
    comes; each of these statements would then read all that waits.
    """
    return column.is_not_distinct_from(value)
