"""The migrations make exactly the tables that the code declares, on both databases."""

import pytest
from alembic import command
from sqlalchemy import inspect

from store import migrate
from store.base import Base
from store.engine import engine


@pytest.mark.usefixtures("database")
def test_the_migrations_and_the_tables_agree() -> None:
    command.check(migrate._config())
    assert not migrate.pending()


@pytest.mark.usefixtures("database")
def test_upgrading_again_changes_nothing() -> None:
    migrate.upgrade()
    with engine().connect() as connection:
        names = set(inspect(connection).get_table_names())
    assert names == {*Base.metadata.tables, "alembic_version"}
