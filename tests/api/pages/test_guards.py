"""Who may see which page: strangers none, moderators theirs, admins all."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from moderation import people, sites
from moderation.moderators import Person
from store.base import new_id
from store.tables import Site
from tests.api.pages.conftest import Browser, signed_in
from tests.conftest import person
from tests.helpers import decided

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

# Open to who has no account yet, or is not signed in.
OPEN = {"login", "invitation", "oidc"}
ADMINS_ONLY = {"people", "sites", "policy", "audit"}


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/moderation")]


def path(rule: Rule) -> str:
    """An address that the rule matches."""
    filled = re.sub(r"<uuid:\w+>", new_id(), rule.rule)
    filled = re.sub(r"<any\((\w+)[^>]*>", r"\1", filled)
    filled = re.sub(r"<string\(length=64\):\w+>", "a" * 64, filled)
    return re.sub(r"<site:\w+>", "gazette", filled)


def room(rule: Rule) -> str:
    return rule.endpoint.partition(".")[0]


@pytest.fixture
def admin(app: Flask, site: Site) -> Browser:
    return signed_in(app, person("admin@gazette.example", role="admin", name="Ada"))


def test_no_stranger_sees_or_does_anything(app: Flask, reader: Browser) -> None:
    closed = [rule for rule in rules(app) if room(rule) not in OPEN]
    assert {"dashboard", "overview", "account", *ADMINS_ONLY} <= {room(rule) for rule in closed}
    reader.get("/moderation/login")
    for rule in closed:
        for method in (rule.methods or set()) & {"GET", "POST"}:
            response = reader.get(path(rule)) if method == "GET" else reader.post(path(rule))
            assert response.status_code == 303, rule
            assert response.location.startswith("/moderation/login"), rule


def test_admins_pages_refuse_moderators_in_words(app: Flask, moderator: Browser) -> None:
    for rule in rules(app):
        if room(rule) not in ADMINS_ONLY:
            continue
        response = moderator.get(path(rule)) if "GET" in (rule.methods or ()) else None
        sent = moderator.post(path(rule)) if "POST" in (rule.methods or ()) else None
        for answer in filter(None, (response, sent)):
            assert answer.status_code == 403, rule
            assert "réservée aux administrateurs" in answer.text


def test_no_form_is_taken_without_its_token(app: Flask, admin: Browser) -> None:
    admin.token = "forged"
    for rule in rules(app):
        if "POST" in (rule.methods or ()) and "<string(max" not in rule.rule:
            assert admin.post(path(rule)).status_code == 403, rule


def test_only_admins_are_shown_the_way_to_their_pages(admin: Browser, moderator: Browser) -> None:
    for address in ("/moderation/people", "/moderation/sites", "/moderation/audit"):
        assert f'href="{address}"' in admin.get("/moderation").text
        assert f'href="{address}"' not in moderator.get("/moderation").text


def test_a_moderator_of_one_site_sees_nothing_of_another(
    outsider: Browser, site: Site, moderator: Browser
) -> None:
    comment = decided(site, "Quel idiot, ce maire, vraiment.")
    assert "ce maire" in moderator.get(f"/moderation/comments/{comment.id}").text
    assert outsider.get(f"/moderation/comments/{comment.id}").status_code == 404
    assert outsider.get("/moderation/overview?site=gazette").status_code == 404
    assert "La Gazette" not in outsider.get("/moderation/overview").text


def test_colleagues_are_named_on_a_comments_page(
    admin: Browser, moderator: Browser, camille: Person, site: Site
) -> None:
    comment = decided(site, "Quel idiot, ce maire, vraiment.")
    address = f"/moderation/comments/{comment.id}"
    people.rename(camille.moderator.id, "Camille R.", by=camille.actor)
    moderator.decide(comment.id, "reject")
    assert "Camille R." in admin.get(address).text
    assert "vous</bdi>" in moderator.get(address).text
    assert camille.moderator.email not in admin.get(address).text


def test_rights_that_are_taken_are_gone_at_the_next_click(
    app: Flask, admin: Browser, site: Site
) -> None:
    other = person("other@gazette.example", role="admin")
    browser = signed_in(app, other)
    assert browser.get("/moderation/people").status_code == 200
    people.change(other.moderator.id, "", "moderator", [])
    assert browser.get("/moderation/people").status_code == 403
    people.deactivate(other.moderator.id)
    assert browser.get("/moderation/account").status_code == 303


def test_a_site_of_any_name_has_its_pages(admin: Browser, camille: Person) -> None:
    for name in ("new", "keys", "policy"):
        sites.add(name, name)
        assert admin.get(f"/moderation/sites/{name}").status_code == 200
        assert admin.get(f"/moderation/sites/{name}/policy").status_code == 200
