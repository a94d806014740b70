"""One engine a process, and the two kinds of transaction: reading and writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Engine, Result, create_engine, event, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

import settings
from store import one_writer, precedence

__all__ = [
    "DatabaseUnavailable",
    "Session",
    "changed_rows",
    "dispose",
    "engine",
    "reading",
    "writing",
]

WRITE = {"tamis_write": True}
# SQLite's default. Background work comes first at it: of checks, one in a hundred would wait.
LOG_PAGES = 1000


class DatabaseUnavailable(Exception):
    """The database cannot be reached or is too busy; nothing was stored."""


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine of this process; made at first use, after any fork."""
    return make_engine(settings.current().database_url)


def make_engine(url: str) -> Engine:
    """Connect to `url`; SQLite gets the settings that make it safe for many processes."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_size=10, max_overflow=20, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(parsed, connect_args={"timeout": one_writer.PATIENCE}, pool_size=20)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction that writes: commits at the end, rolls back on any error."""
    precedence.let_pass()
    with reachable(), _turn(), _session(WRITE) as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that only reads; what it returns stays usable afterwards."""
    with reachable(), _session({}) as session, session.begin():
        yield session


@contextmanager
def reachable() -> Iterator[None]:
    """Tell a database that is away from a bug: its driver's errors become one of ours."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnavailable(type(error.orig).__name__) from error
    except sqlite3.OperationalError as error:
        # Of waiting for a turn, which SQLAlchemy has no part in
        raise DatabaseUnavailable(type(error).__name__) from error


def changed_rows(result: Result[Any]) -> int:
    """How many rows an UPDATE or DELETE touched."""
    return cast(CursorResult[Any], result).rowcount


def dispose(*, inherited: bool = False) -> None:
    """Close this process's connections; the next use makes new ones.

    `inherited`: they were made before a fork and are the parent's to close.
    """
    if engine.cache_info().currsize:
        engine().dispose(close=not inherited)
    engine.cache_clear()


def _session(options: dict[str, Any]) -> Session:
    return Session(engine().execution_options(**options), expire_on_commit=False)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # None: we say BEGIN ourselves, because a deferred transaction that reads and then
    # writes can fail at once with SQLITE_BUSY, without waiting for its turn.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        # FULL: a comment answered with 202 must survive a power cut, not only a crash.
        "synchronous=FULL",
        "foreign_keys=ON",
        # Whoever's commit comes at this length of the log copies it into the database.
        f"wal_autocheckpoint={LOG_PAGES if precedence.makes_way() else 10 * LOG_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("tamis_write"):
        raw = cast(sqlite3.Connection, connection.connection.dbapi_connection)
        one_writer.begin(raw, str(connection.engine.url.database))
    else:
        connection.exec_driver_sql("BEGIN")


def _turn() -> AbstractContextManager[None]:
    return one_writer.turn() if engine().dialect.name == "sqlite" else nullcontext()
