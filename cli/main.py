"""The `tamis` command. Each command's code is loaded when it is called: help is instant."""

from importlib import import_module

import click

import settings

COMMANDS = {
    "up": ("cli.up:up", "Run the whole service on this machine."),
    "doctor": ("cli.doctor:doctor", "Say in plain words what is wrong with this installation."),
    "migrate": ("cli.migrate:migrate", "Bring the database to the newest schema."),
    "site": ("cli.site:site", "Sites: add, list, keys, policy."),
    "moderator": (
        "cli.moderator:moderator",
        "Moderators: add, invite, list, role, password, token.",
    ),
    "score": ("cli.score:score", "Score comments read as JSON lines."),
    "import": ("cli.transfer:bring", "Take in comments from a file of JSON lines."),
    "export": ("cli.transfer:export", "Write a site's comments as JSON lines."),
    "erase": ("cli.transfer:erase", "Erase everything that one person wrote."),
    "train": ("cli.train:train", "Train the model anew."),
    "evaluate": ("cli.evaluate:evaluate", "Measure the model on labelled comments."),
    "compare": ("cli.compare:compare", "Compare with scores recorded from Perspective."),
}


class Lazy(click.Group):
    """A group that imports a command's module only to run that command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the rules refuse becomes one sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if text := _plain(error):
                raise click.ClickException(text) from error
            raise


def _plain(error: Exception) -> str | None:
    """One sentence for an error that is the caller's to mend; None for one that is ours."""
    if isinstance(error, settings.SettingsError):
        return str(error)
    # Imported here: these bring the database layer and the classifier with them.
    from classifier import ModelError
    from moderation.errors import Refused
    from store.engine import DatabaseUnavailable

    if isinstance(error, Refused | ModelError):
        return str(error)
    if isinstance(error, DatabaseUnavailable):
        return f"The database does not serve ({error}): `tamis doctor` says more."
    return None


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tamis", prog_name="tamis")
def tamis() -> None:
    """Comment moderation on your own machine."""
