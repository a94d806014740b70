"""Transactions: durable, all or nothing, and honest about a database that is away."""

import pytest
from sqlalchemy import text

from moderation import sites
from store import engine
from store.engine import DatabaseUnavailable, reading, writing
from tests.conftest import database_at


def test_sqlite_is_set_up_to_survive_a_power_cut(database: str) -> None:
    if database != "sqlite":
        pytest.skip("about SQLite only")
    with engine.engine().connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.usefixtures("database", "model")
def test_an_error_takes_back_the_whole_transaction() -> None:
    sites.add("one", "One")
    with pytest.raises(ZeroDivisionError), writing() as session:
        session.execute(text("UPDATE site SET name = 'changed'"))
        raise ZeroDivisionError
    assert sites.require("one").name == "One"


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/none/tamis.sqlite3"]
)
def test_a_database_that_is_away_is_told_apart_from_a_bug(url: str) -> None:
    with database_at(url), pytest.raises((DatabaseUnavailable, OSError)), reading() as session:
        session.execute(text("SELECT 1"))


@pytest.mark.usefixtures("database")
def test_times_come_back_aware_and_in_utc() -> None:
    made = sites.add("one", "One").created_at
    read = sites.require("one").created_at
    assert read == made
    assert read.utcoffset() is not None
