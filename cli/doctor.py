"""`tamis doctor`: what is wrong with this installation, in plain words."""

import click

import settings
from cli import checks


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Say in plain words what is wrong with this installation; exit code 1 if anything is."""
    config = settings.read()
    click.echo("ok  settings: all are well formed")
    findings = [_told(name, checks.examine(check, config)) for name, check in checks.CHECKS.items()]
    if not all(findings):
        ctx.exit(1)


def _told(name: str, finding: checks.Finding) -> bool:
    click.echo(f"{'ok' if finding.ok else '!!'}  {name}: {finding.words}")
    return finding.ok
