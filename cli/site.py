"""`tamis site`: the sites that send their comments here."""

import json
from dataclasses import asdict
from typing import Any

import click

from moderation import keys as site_keys
from moderation import sites


@click.group()
def site() -> None:
    """Sites: make them, give them keys, choose their policy."""


@site.command()
@click.argument("site_id", metavar="ID")
@click.option("--name", default="", help="The name that people read.")
@click.option("--url", default="", help="Where the site is.")
@click.option("--language", default="fr", show_default=True, help="What it is written in.")
def add(site_id: str, name: str, url: str, language: str) -> None:
    """Make a site and its first key, which is shown this once."""
    sites.add(site_id, name, url, language)
    click.echo(f"Site {site_id} is made. Its key, shown this once:\n{site_keys.issue(site_id)}")


@site.command(name="list")
def show_all() -> None:
    """Every site: id, language, name."""
    for found in sites.every():
        click.echo(f"{found.id}\t{found.language}\t{found.name}")


@site.command()
@click.argument("site_id", metavar="ID")
@click.option("--new", type=click.Choice(list(site_keys.MAKERS)), help="Make a key of this kind.")
@click.option("--revoke", metavar="PREFIX", help="End the keys that begin so.")
def keys(site_id: str, new: str | None, revoke: str | None) -> None:
    """A site's keys by their first letters; --new makes one, --revoke ends one."""
    sites.require(site_id)
    if revoke is not None:
        site_keys.revoke(site_id, revoke)
        click.echo(f"Ended: {revoke}…")
    if new is not None:
        click.echo(site_keys.issue(site_id, new))
    if new is None and revoke is None:
        for key in site_keys.of_site(site_id):
            state = "ended" if key.revoked_at else "live"
            click.echo(f"{key.prefix}…\t{key.kind}\t{state}\t{key.created_at:%Y-%m-%d}")


@site.command()
@click.argument("site_id", metavar="ID")
def coral(site_id: str) -> None:
    """Let a Coral ask for verdicts: takes its signing secret, which is not shown as you type."""
    sites.require(site_id)
    secret = click.prompt("The signing secret that Coral shows for the phase", hide_input=True)
    site_keys.take(site_id, "coral", secret.strip())
    click.echo(
        f"Kept. The phase's callback address is tamis's own with /coral/{site_id} behind it."
    )


@site.command()
@click.argument("site_id", metavar="ID")
@click.option(
    "--set", "changes", multiple=True, metavar="NAME=VALUE",
    help="Change one part, as in max_links=3; the value is JSON, null restores the default.",
)  # fmt: skip
def policy(site_id: str, changes: tuple[str, ...]) -> None:
    """A site's policy as JSON; --set changes it."""
    found = sites.require(site_id)
    if changes:
        found = sites.change_policy(site_id, nested(changes))
    click.echo(json.dumps(asdict(sites.policy_of(found)), indent=2, ensure_ascii=False))


@site.command()
@click.argument("site_id", metavar="ID")
@click.option("--url", required=True, help="Where to tell of decisions; empty ends it.")
def webhook(site_id: str, url: str) -> None:
    """Have a site told of its decisions; shows the secret that signs them, this once."""
    secret = sites.new_secret()
    sites.set_webhook(site_id, url, secret if url else "")
    click.echo(f"Decisions go to {url}, signed with:\n{secret}" if url else "Ended.")


def nested(changes: tuple[str, ...]) -> dict[str, Any]:
    """`a.b=1` as `{"a": {"b": 1}}`; several together.

    Raises:
        click.ClickException: one is not NAME=VALUE, or two contradict each other.
    """
    result: dict[str, Any] = {}
    for change in changes:
        name, equals, value = change.partition("=")
        *path, last = name.split(".")
        inner = result
        for part in path:
            inner = inner.setdefault(part, {})
            if not isinstance(inner, dict):
                raise click.ClickException(f"{name} contradicts an earlier --set.")
        if not equals or not last:
            raise click.ClickException(f"Write --set NAME=VALUE, not {change!r}.")
        inner[last] = _value(value)
    return result


def _value(text: str) -> Any:
    """JSON where it is JSON; a bare word is taken as the text that it is."""
    try:
        return json.loads(text)
    except ValueError:
        return text
