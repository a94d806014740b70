"""`tamis moderator`."""

import pytest
from click.testing import CliRunner, Result

from cli.main import tamis
from moderation import moderators, sites

pytestmark = pytest.mark.usefixtures("database")


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(tamis, ["moderator", *arguments], input=typed)


def test_a_new_moderator_signs_in_with_the_password_shown() -> None:
    sites.add("gazette", "La Gazette")
    result = run("add", "ana@example.org", "--site", "gazette")
    assert result.exit_code == 0
    assert moderators.sign_in("ana@example.org", result.output.split()[-1])


def test_a_chosen_password_is_asked_for_and_not_shown() -> None:
    chosen = "une phrase assez longue"
    result = run("add", "ana@example.org", "--choose-password", typed=f"{chosen}\n{chosen}\n")
    assert moderators.sign_in("ana@example.org", chosen)
    assert chosen not in result.output


def test_every_moderator_is_listed() -> None:
    run("add", "ana@example.org", "--role", "admin")
    assert run("list").output == "ana@example.org\tadmin\n"


def test_a_token_opens_the_api() -> None:
    run("add", "ana@example.org")
    person = moderators.by_token(run("token", "ana@example.org").output.strip())
    assert person is not None and person.moderator.email == "ana@example.org"


def test_a_token_for_nobody_is_one_sentence() -> None:
    result = run("token", "nobody@example.org")
    assert result.exit_code == 1 and result.output.startswith("Error: There is no moderator")
