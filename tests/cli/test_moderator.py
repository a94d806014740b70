"""`tamis moderator`."""

import pytest
from click.testing import CliRunner, Result

from cli.main import tamis
from moderation import audit, invitations, moderators, sites

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


def test_an_invitation_is_a_link_that_works() -> None:
    sites.add("gazette", "La Gazette")
    link = run("invite", "ana@example.org", "--site", "gazette").output.split()[-1]
    assert link.startswith("/moderation/invitations/")
    assert invitations.find(link.rpartition("/")[2]).sites == ["gazette"]


def test_a_lost_password_is_replaced() -> None:
    run("add", "ana@example.org")
    chosen = "une phrase assez longue"
    assert run("password", "ana@example.org", typed=f"{chosen}\n{chosen}\n").exit_code == 0
    assert moderators.sign_in("ana@example.org", chosen)
    refused = run("password", "ana@example.org", typed="court\ncourt\n")
    assert refused.exit_code == 1 and "at least 10 characters" in refused.output


def test_people_are_sent_away_and_let_back_in() -> None:
    run("add", "ana@example.org")
    token = run("token", "ana@example.org").output.strip()
    assert run("deactivate", "ana@example.org").exit_code == 0
    assert moderators.by_token(token) is None
    assert run("list").output == "ana@example.org\tmoderator\tdeactivated\n"
    assert run("reactivate", "ana@example.org").exit_code == 0
    assert run("list").output == "ana@example.org\tmoderator\n"


def test_roles_are_changed_and_the_last_admin_stays() -> None:
    sites.add("gazette", "La Gazette")
    run("add", "ana@example.org")
    assert run("role", "ana@example.org", "--role", "admin").exit_code == 0
    refused = run("role", "ana@example.org", "--role", "moderator", "--site", "gazette")
    assert refused.exit_code == 1 and "last admin" in refused.output
    assert run("deactivate", "nobody@example.org").exit_code == 1


def test_what_the_command_does_is_in_the_audit_log() -> None:
    run("add", "ana@example.org")
    [entry] = audit.page()
    assert (entry.row.actor, entry.row.action, entry.subject) == (
        "command",
        "person.add",
        "ana@example.org",
    )
