"""Alembic's entry: runs on the connection that store.migrate hands it."""

from alembic import context

import store.tables  # noqa: F401  (registers the tables)
from store.base import Base
from store.engine import engine


def run(connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter a column in place; Alembic then copies the table.
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        user_module_prefix="",
    )
    context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    with engine().begin() as made:
        run(made)
