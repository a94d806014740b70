"""`tamis moderator`: the people who decide."""

import click

from moderation import moderators


@click.group()
def moderator() -> None:
    """Moderators: make them, list them, give them tokens."""


@moderator.command()
@click.argument("email")
@click.option("--site", "sites", multiple=True, metavar="ID", help="A site they work on.")
@click.option("--role", type=click.Choice(moderators.ROLES), default="moderator")
@click.option("--choose-password", is_flag=True, help="Ask for a password; else one is made.")
def add(email: str, sites: tuple[str, ...], role: str, choose_password: bool) -> None:
    """Make a moderator; a password made here is shown this once."""
    chosen = None
    if choose_password:
        # Asked for, never an option: a command's options are seen in `ps` and kept by shells.
        chosen = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    person, password = moderators.add(email, chosen, role, sites)
    click.echo(f"Moderator {person.email} is made.")
    if chosen is None:
        click.echo(f"Password, shown this once: {password}")


@moderator.command(name="list")
def show_all() -> None:
    """Every moderator: e-mail and role."""
    for person in moderators.every():
        click.echo(f"{person.email}\t{person.role}")


@moderator.command()
@click.argument("email")
def token(email: str) -> None:
    """Make a token for the moderators' API, shown this once."""
    click.echo(moderators.issue_token(email))
