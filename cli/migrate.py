"""`tamis migrate`: the database brought to the newest schema."""

import click


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema; where it is there already, nothing happens."""
    from moderation import health
    from store import migrate as migrations

    health.ping()
    migrations.upgrade()
    click.echo("The database is at the newest schema.")
