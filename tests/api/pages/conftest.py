"""Browsers: a reader of the demonstration, and a moderator who is signed in."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import settings
from api.app import create_app
from moderation import sites
from moderation.moderators import Person
from store.tables import Site
from tests.conftest import person

PASSWORD = "un mot de passe"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """Reads pages and sends forms with the CSRF token of the last page, as a browser does."""

    def __init__(self, flask: FlaskClient, language: str = "fr") -> None:
        self.flask = flask
        self.headers = {"Accept-Language": language}
        self.token = ""

    def get(self, path: str) -> TestResponse:
        response = self.flask.get(path, headers=self.headers)
        if found := TOKEN.search(response.text):
            self.token = found[1]
        return response

    def post(self, path: str, form: Mapping[str, object] | None = None) -> TestResponse:
        sent = {"csrf_token": self.token, **(form or {})}
        return self.flask.post(path, data=sent, headers=self.headers)

    def sign_in(self, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
        self.get("/moderation/login")
        return self.post("/moderation/login", {"email": email, "password": password, **more})

    def decide(self, comment_id: str, action: str, **more: object) -> TestResponse:
        form = {"action": action, "expected_status": "flagged", "expected_revision": 1, **more}
        return self.post(f"/moderation/comments/{comment_id}/decision", form)


@pytest.fixture
def app(site: Site) -> Flask:
    return create_app(replace(settings.current(), redis_url="memory://"))


@pytest.fixture
def demo(site: Site) -> Site:
    return sites.add("demo", "Le Quotidien de démonstration", "http://localhost", "fr")


@pytest.fixture
def reader(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def moderator(app: Flask, camille: Person) -> Browser:
    return signed_in(app, camille)


@pytest.fixture
def colleague(app: Flask, dominique: Person) -> Browser:
    return signed_in(app, dominique)


@pytest.fixture
def outsider(app: Flask, demo: Site) -> Browser:
    """A moderator of another site."""
    return signed_in(app, person("sacha@demo.example", demo.id))


def signed_in(app: Flask, who: Person) -> Browser:
    browser = Browser(app.test_client())
    assert browser.sign_in(who.moderator.email).status_code == 303
    browser.get("/moderation")
    return browser
