"""Signing in and out."""

import pytest
from flask import Flask

import settings
from api.app import create_app
from api.pages.login import is_ours
from moderation.moderators import Person
from store.tables import Site
from tests.api.pages.conftest import PASSWORD, Browser

PAGES = ("/moderation", "/moderation/approved", "/moderation/rejected", "/moderation/mine")
NOBODY = "00000000-0000-7000-8000-000000000000"
ACTIONS = (f"/moderation/comments/{NOBODY}/decision", f"/moderation/decisions/{NOBODY}/undo")


def test_it_works(reader: Browser, camille: Person) -> None:
    response = reader.sign_in(camille.moderator.email)
    assert (response.status_code, response.location) == (303, "/moderation")
    assert reader.get("/moderation").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_a_stranger_to_the_login_and_back(
    reader: Browser, camille: Person, path: str
) -> None:
    response = reader.get(f"{path}?site=gazette")
    assert response.status_code == 303
    assert response.location.startswith("/moderation/login?next=")
    reader.get(response.location)
    back = reader.sign_in(camille.moderator.email, next=f"{path}?site=gazette")
    assert back.location == f"{path}?site=gazette"


@pytest.mark.parametrize("path", ACTIONS)
def test_no_stranger_can_act(reader: Browser, site: Site, path: str) -> None:
    reader.get("/moderation/login")
    response = reader.post(path)
    assert response.status_code == 303
    assert response.location == "/moderation/login"


@pytest.mark.parametrize("path", [*ACTIONS, "/moderation/logout"])
def test_a_form_without_its_token_is_refused(moderator: Browser, path: str) -> None:
    moderator.token = "forged"
    response = moderator.post(path)
    assert response.status_code == 403
    assert response.mimetype == "text/html"
    assert "Rien n’a été modifié" in response.text


def test_a_sign_in_without_its_token_is_refused(reader: Browser, camille: Person) -> None:
    form = {"email": camille.moderator.email, "password": PASSWORD}
    assert reader.flask.post("/moderation/login", data=form).status_code == 403
    assert reader.get("/moderation").status_code == 303


def test_a_wrong_password_and_an_unknown_address_sound_the_same(
    reader: Browser, camille: Person
) -> None:
    wrong = reader.sign_in(camille.moderator.email, "pas le bon mot de passe")
    unknown = reader.sign_in("personne@gazette.example", "pas le bon mot de passe")
    for response in (wrong, unknown):
        assert response.status_code == 403
        assert "L’adresse ou le mot de passe est incorrect." in response.text


@pytest.mark.parametrize(
    "form",
    [{}, {"email": "\x00", "password": "\x00"}, {"email": "a@b", "password": "x" * 100_000}],
)
def test_hostile_forms_are_only_wrong(reader: Browser, site: Site, form: dict[str, str]) -> None:
    reader.get("/moderation/login")
    assert reader.post("/moderation/login", form).status_code == 403


def test_what_was_planted_in_the_session_dies_at_sign_in(reader: Browser, camille: Person) -> None:
    reader.get("/moderation/login")
    with reader.flask.session_transaction() as session:
        session["planted"] = True
    reader.post("/moderation/login", {"email": camille.moderator.email, "password": PASSWORD})
    with reader.flask.session_transaction() as session:
        assert set(session) == {"moderator"}


def test_signing_out_ends_the_session_in_the_database_too(moderator: Browser) -> None:
    kept = moderator.flask.get_cookie("tamis")
    assert kept
    assert moderator.post("/moderation/logout").status_code == 303
    moderator.flask.set_cookie("tamis", kept.value)
    assert moderator.get("/moderation").status_code == 303


def test_the_eleventh_try_in_a_minute_is_refused(reader: Browser, camille: Person) -> None:
    tries = [
        reader.sign_in(f"{number}@x.example", "pas le bon").status_code for number in range(11)
    ]
    assert tries == [403] * 10 + [429]
    refused = reader.sign_in(camille.moderator.email)
    assert refused.status_code == 429
    assert "Trop de tentatives" in refused.text


def test_one_address_is_limited_from_everywhere(app: Flask, camille: Person) -> None:
    statuses = []
    for number in range(11):
        browser = Browser(app.test_client())
        browser.flask.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        statuses.append(browser.sign_in(camille.moderator.email, "pas le bon").status_code)
    assert statuses == [403] * 10 + [429]


def test_a_redis_that_is_down_still_leaves_a_limit(
    site: Site, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    browser = Browser(create_app(settings.read()).test_client())
    tries = [browser.sign_in("x@x.example", "pas le bon").status_code for _ in range(11)]
    assert tries == [403] * 10 + [429]


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("/moderation", True),
        ("/moderation/mine?x=1", True),
        ("", False),
        ("/v1/queue", False),
        ("/moderationx", False),
        ("//evil.example/moderation", False),
        ("https://evil.example/moderation", False),
        ("/\\evil.example/moderation", False),
        ("/moderation\\..\\x", False),
        ("/moderation\r\nSet-Cookie: a=b", False),
        ("javascript:alert(1)//moderation", False),
        ("http://[", False),
    ],
)
def test_next_stays_among_our_pages(address: str, ours: bool) -> None:
    assert is_ours(address) is ours
