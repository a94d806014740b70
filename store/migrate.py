"""Bringing the database to the newest schema."""

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from store.engine import engine, reachable

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade() -> None:
    """Apply every migration that is missing; on PostgreSQL one process at a time."""
    with reachable(), engine().execution_options(tamis_write=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(740212)")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def pending() -> bool:
    """Whether the database lacks a migration that this code needs."""
    with reachable(), engine().connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present != _newest()


# Reading every migration takes longer than all else that an open page's question costs.
@lru_cache(maxsize=1)
def _newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return config
