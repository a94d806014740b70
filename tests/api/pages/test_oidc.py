"""Signing in with an organisation's accounts, against a provider of our own."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from joserfc.jwk import RSAKey

import settings
from api.app import create_app
from moderation import people
from moderation.moderators import Person
from store.tables import Site
from tests.api.pages.conftest import Browser
from tests.api.pages.provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

START = "/moderation/login/oidc"


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.close()


def configured(**more: Any) -> settings.Settings:
    return replace(settings.current(), redis_url="memory://", **more)


@pytest.fixture
def browser(provider: Provider, site: Site) -> Browser:
    app = create_app(
        configured(oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
    )
    return Browser(app.test_client())


def led_back(browser: Browser, provider: Provider, start: str = START) -> str:
    """Go to the provider, consent there, and give the address that it leads back to."""
    led = browser.get(start)
    assert led.status_code == 302 and led.location.startswith(f"{provider.issuer}/authorize?")
    return provider.consent(led.location)


def is_in(browser: Browser) -> bool:
    return browser.get("/moderation").status_code == 200


def test_a_moderator_is_let_in(browser: Browser, provider: Provider, camille: Person) -> None:
    assert START in browser.get("/moderation/login").text
    provider.email = camille.moderator.email.upper()
    back = browser.get(led_back(browser, provider, f"{START}?next=/moderation/mine"))
    assert (back.status_code, back.location) == (303, "/moderation/mine")
    assert is_in(browser)
    [asked] = provider.asked
    assert asked["code_challenge_method"] == "S256" and asked["response_type"] == "code"
    assert asked["scope"] == "openid email" and asked["nonce"]
    assert urlsplit(asked["redirect_uri"]).path == f"{START}/callback"


def test_nothing_of_the_attempt_stays_in_the_cookie(
    browser: Browser, provider: Provider, camille: Person
) -> None:
    provider.email = camille.moderator.email
    for _ in range(3):
        browser.get(START)
    with browser.flask.session_transaction() as session:
        assert len([name for name in session if name.startswith("_state_")]) == 1
    browser.get(led_back(browser, provider))
    with browser.flask.session_transaction() as session:
        assert set(session) == {"moderator"}


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@gazette.example"},
        {"email": None},
        {"email": ["camille@gazette.example"]},
        {"email": "camille@gazette.example\x00"},
        {"email_verified": False},
        {"email_verified": ""},
        {"email_verified": "true"},
        {"iss": "https://evil.example"},
        {"aud": "another service"},
        {"nonce": "of another attempt"},
        {"nonce": ""},
        {"exp": 1},
    ],
    ids=str,
)
def test_a_token_that_does_not_say_enough_opens_nothing(
    browser: Browser, provider: Provider, camille: Person, claims: dict[str, Any]
) -> None:
    provider.email = camille.moderator.email
    provider.claims = claims
    refused = browser.get(led_back(browser, provider))
    assert refused.status_code == 403 and "Connexion impossible" in refused.text
    assert not is_in(browser)


@pytest.mark.parametrize("forgery", ["another key", "no signature", "the client's secret"])
def test_a_forged_signature_opens_nothing(
    browser: Browser, provider: Provider, camille: Person, forgery: str
) -> None:
    provider.email = camille.moderator.email
    if forgery == "another key":
        provider.key = RSAKey.generate_key(2048, {"kid": "1"})
    elif forgery == "no signature":
        provider.header = {"alg": "none"}
    else:
        from joserfc.jwk import OctKey

        provider.key = OctKey.import_key(SECRET.ljust(32), {"kid": "1"})  # type: ignore[assignment]
        provider.header = {"alg": "HS256", "kid": "1"}
    assert browser.get(led_back(browser, provider)).status_code == 403
    assert not is_in(browser)


def test_an_answer_belongs_to_the_browser_that_asked(
    browser: Browser, provider: Provider, camille: Person
) -> None:
    provider.email = camille.moderator.email
    stolen = led_back(browser, provider)
    other = Browser(browser.flask.application.test_client())
    assert other.get(stolen).status_code == 403
    assert not is_in(other)
    assert browser.get(stolen).status_code == 303
    again = Browser(browser.flask.application.test_client())
    assert again.get(stolen).status_code == 403


@pytest.mark.parametrize("query", ["", "?error=access_denied", "?code=x", "?code=x&state=\x00"])
def test_a_callback_out_of_the_blue_is_refused(browser: Browser, query: str) -> None:
    assert browser.get(f"{START}/callback{query}").status_code == 403


def test_who_is_deactivated_stays_out(
    browser: Browser, provider: Provider, camille: Person
) -> None:
    people.deactivate(camille.moderator.id)
    provider.email = camille.moderator.email
    assert browser.get(led_back(browser, provider)).status_code == 403
    assert not is_in(browser)


def test_a_provider_that_is_away_is_said(browser: Browser, provider: Provider) -> None:
    provider.answers = False
    refused = browser.get(START)
    assert refused.status_code == 403 and "Connexion impossible" in refused.text


def test_without_a_provider_there_is_no_such_door(reader: Browser, site: Site) -> None:
    assert START not in reader.get("/moderation/login").text
    assert reader.get(START).status_code == 404
    assert reader.get(f"{START}/callback").status_code == 404


def test_a_provider_named_by_half_does_not_start(site: Site) -> None:
    with pytest.raises(settings.SettingsError, match="TAMIS_OIDC_CLIENT_ID"):
        create_app(configured(oidc_issuer="https://issuer.example"))


def test_the_extra_that_is_missing_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "authlib.integrations.flask_client", None)
    with pytest.raises(settings.SettingsError, match="authlib"):
        create_app(configured(oidc_issuer="https://issuer.example", oidc_client_id="x"))


def test_the_secret_shows_in_no_log(site: Site) -> None:
    assert SECRET not in repr(configured(oidc_client_secret=SECRET))
