"""The `tamis` command as a whole."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import settings
from classifier import ModelError
from cli import main
from moderation.errors import NotFound
from store.engine import DatabaseUnavailable

HEAVY = ("sklearn", "sqlalchemy", "celery", "flask", "numpy")


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from cli.main import tamis;"
        "print(CliRunner().invoke(tamis, ['--help']).output);"
        f"print('heavy:', [name for name in {HEAVY} if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stdout.endswith("heavy: []\n")
    assert all(f"\n  {name} " in done.stdout for name in main.COMMANDS)


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_loads(name: str) -> None:
    result = CliRunner().invoke(main.tamis, [name, "--help"], catch_exceptions=False)
    assert result.exit_code == 0


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(main.tamis, ["frobnicate"])
    assert result.exit_code == 2 and "No such command" in result.output


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotFound("There is no site “x”."), "Error: There is no site “x”.\n"),
        (settings.SettingsError("PORT is wrong."), "Error: PORT is wrong.\n"),
        (ModelError("There is no model."), "Error: There is no model.\n"),
        (DatabaseUnavailable("OperationalError"), "Error: The database does not serve"),
    ],
)
def test_what_the_caller_can_mend_is_one_sentence(
    error: Exception, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = CliRunner().invoke(_raising(error, monkeypatch), ["doctor"])
    assert result.exit_code == 1
    assert result.output.startswith(sentence)


def test_an_error_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(_raising(KeyError("bug"), monkeypatch), ["doctor"])
    assert isinstance(result.exception, KeyError)


def _raising(error: Exception, monkeypatch: pytest.MonkeyPatch) -> click.Group:
    @click.command()
    def doctor() -> None:
        raise error

    monkeypatch.setattr(main.Lazy, "get_command", lambda *_: doctor)
    return main.tamis
