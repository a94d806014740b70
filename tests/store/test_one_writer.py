"""SQLite's lock: who is next keeps the place, and nobody waits for ever."""

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from store import engine, file_lock, one_writer
from store.engine import DatabaseUnavailable, writing


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_writer, "PATIENCE", 0)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "some.sqlite3")


def opened(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


@pytest.mark.usefixtures("impatient")
def test_a_lock_that_is_never_free_is_an_error_and_the_place_is_free_again(path: str) -> None:
    writer, late = opened(path), opened(path)
    one_writer.begin(writer, path)
    with pytest.raises(sqlite3.OperationalError):
        one_writer.begin(late, path)
    writer.execute("COMMIT")
    one_writer.begin(late, path)
    assert late.in_transaction


@pytest.mark.usefixtures("impatient")
def test_nobody_passes_the_one_who_is_next(path: str) -> None:
    late = opened(path)
    place = os.open(f"{path}-next", os.O_RDWR | os.O_CREAT)
    assert file_lock.take(place)
    with pytest.raises(sqlite3.OperationalError):
        one_writer.begin(late, path)
    os.close(place)
    one_writer.begin(late, path)


@pytest.mark.usefixtures("impatient")
def test_a_database_that_others_write_to_for_too_long_is_unavailable(database: str) -> None:
    if database != "sqlite":
        pytest.skip("about SQLite only")
    other = opened(str(engine.engine().url.database))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable), writing() as session:
        session.execute(text("SELECT 1"))
    other.execute("ROLLBACK")
    with writing() as session:
        assert session.scalar(text("SELECT 1")) == 1
