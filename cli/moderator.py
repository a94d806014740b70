"""`tamis moderator`: the people who decide."""

import click

from moderation import invitations, moderators, people
from moderation.errors import NotFound
from store.tables import Moderator


@click.group()
def moderator() -> None:
    """Moderators: make them, list them, give them tokens, send them away."""


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
    """Every moderator: e-mail, role, and whether they were sent away."""
    for person in moderators.every():
        away = "\tdeactivated" if person.deactivated_at else ""
        click.echo(f"{person.email}\t{person.role}{away}")


@moderator.command()
@click.argument("email")
def token(email: str) -> None:
    """Make a token for the moderators' API, shown this once."""
    click.echo(moderators.issue_token(email))


@moderator.command()
@click.argument("email")
@click.option("--site", "sites", multiple=True, metavar="ID", help="A site they will work on.")
@click.option("--role", type=click.Choice(moderators.ROLES), default="moderator")
def invite(email: str, sites: tuple[str, ...], role: str) -> None:
    """Make a link by which somebody chooses a password, shown this once."""
    secret = invitations.invite(email, role, sites)
    click.echo(f"Hand this link over, on your own address: /moderation/invitations/{secret}")


@moderator.command()
@click.argument("email")
def password(email: str) -> None:
    """Give somebody another password, and sign them out everywhere."""
    chosen = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    people.set_password(email, chosen)
    click.echo(f"{email} has another password.")


@moderator.command()
@click.argument("email")
@click.option("--site", "sites", multiple=True, metavar="ID", help="A site they work on.")
@click.option("--role", type=click.Choice(moderators.ROLES), required=True)
def role(email: str, sites: tuple[str, ...], role: str) -> None:
    """Set somebody's role and the sites they work on."""
    person = _known(email)
    people.change(person.id, person.name, role, sites)
    click.echo(f"{person.email} is {role} now.")


@moderator.command()
@click.argument("email")
def deactivate(email: str) -> None:
    """Send somebody away: nothing they hold opens anything from now on."""
    people.deactivate(_known(email).id)
    click.echo(f"{email} is deactivated.")


@moderator.command()
@click.argument("email")
def reactivate(email: str) -> None:
    """Let somebody back in."""
    people.reactivate(_known(email).id)
    click.echo(f"{email} is active again.")


def _known(email: str) -> Moderator:
    found = moderators.by_email(email)
    if found is None:
        raise NotFound(f"There is no moderator {email}.")
    return found
