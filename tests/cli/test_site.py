"""`tamis site`."""

import json

import click
import pytest
from click.testing import CliRunner, Result
from standardwebhooks import Webhook

from cli.main import tamis
from cli.site import nested
from moderation import keys, sites
from store.base import now

pytestmark = pytest.mark.usefixtures("database", "model")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(tamis, ["site", *arguments])


def test_a_new_site_gets_a_key_that_works() -> None:
    result = run("add", "gazette", "--name", "La Gazette", "--language", "fr")
    assert result.exit_code == 0
    site = keys.site_of(result.output.split()[-1])
    assert site is not None and site.name == "La Gazette"


def test_a_site_that_is_there_already_is_one_sentence() -> None:
    run("add", "gazette")
    result = run("add", "gazette")
    assert result.exit_code == 1
    assert result.output == "Error: There is a site “gazette” already.\n"


def test_every_site_is_listed() -> None:
    run("add", "gazette", "--name", "La Gazette")
    assert "gazette\tfr\tLa Gazette\n" in run("list").output


def test_a_key_is_made_listed_and_ended() -> None:
    run("add", "gazette")
    key = run("keys", "gazette", "--new", "akismet").output.strip()
    assert keys.site_of(key, "akismet") is not None
    listed = run("keys", "gazette").output
    assert f"{key[:4]}…\takismet\tlive" in listed and key not in listed
    run("keys", "gazette", "--revoke", key[:4])
    assert keys.site_of(key, "akismet") is None
    assert f"{key[:4]}…\takismet\tended" in run("keys", "gazette").output


def test_keys_of_an_unknown_site_are_one_sentence() -> None:
    result = run("keys", "nowhere")
    assert (result.exit_code, result.output) == (1, "Error: There is no site “nowhere”.\n")


def test_the_policy_is_shown_and_changed() -> None:
    run("add", "gazette")
    shown = json.loads(run("policy", "gazette", "--set", "max_links=7").output)
    assert shown["max_links"] == 7
    site = sites.require("gazette")
    assert sites.policy_of(site).max_links == 7


def test_a_policy_that_makes_no_sense_is_refused_by_the_name_of_its_field() -> None:
    run("add", "gazette")
    result = run("policy", "gazette", "--set", "max_links=many")
    assert result.exit_code == 1 and "max_links" in result.output


def test_several_changes_become_one_nested_change() -> None:
    changes = ("thresholds.spam.flag=0.5", "thresholds.spam.reject=0.9", "honeypot=flag")
    expected = {"thresholds": {"spam": {"flag": 0.5, "reject": 0.9}}, "honeypot": "flag"}
    assert nested(changes) == expected


@pytest.mark.parametrize("changes", [("max_links",), ("=3",), ("a=1", "a.b=2")])
def test_a_malformed_change_is_refused(changes: tuple[str, ...]) -> None:
    with pytest.raises(click.ClickException):
        nested(changes)


def test_a_webhook_is_set_and_its_secret_signs() -> None:
    run("add", "hooked")
    shown = run("webhook", "hooked", "--url", "https://gazette.example/hook").output
    secret = shown.splitlines()[-1]
    assert Webhook(secret).sign("id", now(), "{}").startswith("v1,")
    site = sites.require("hooked")
    assert (site.webhook_url, site.webhook_secret) == ("https://gazette.example/hook", secret)
    assert run("webhook", "hooked", "--url", "ftp://x").exit_code == 1
    run("webhook", "hooked", "--url", "")
    assert sites.require("hooked").webhook_url == ""


def test_a_corals_secret_is_taken_and_not_shown() -> None:
    run("add", "gazette")
    typed = "a secret that Coral made for it\n"
    result = CliRunner().invoke(tamis, ["site", "coral", "gazette"], input=typed)
    assert result.exit_code == 0 and "/coral/gazette" in result.output
    assert typed.strip() not in result.output
    assert keys.secrets_of("gazette", "coral") == [typed.strip()]
    assert "coral\tlive" in run("keys", "gazette").output
    short = CliRunner().invoke(tamis, ["site", "coral", "gazette"], input="short\n")
    assert short.exit_code == 1 and "16 to 200" in short.output
