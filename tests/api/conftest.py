"""An application and clients that hold the keys of a site and of a moderator."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.app import create_app
from moderation import intake, moderators
from moderation.moderators import Person
from store.tables import Site
from tests.helpers import score
from worker import publish


class Client:
    """Speaks JSON with one bearer key; `as_` another gives another client."""

    def __init__(self, flask: FlaskClient, key: str | None) -> None:
        self.flask = flask
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.flask.open(path, method=method, json=body, headers={**self.headers, **named})

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.send("POST", path, body, **headers)


@pytest.fixture
def app(site: Site) -> Flask:
    return create_app()


@pytest.fixture
def client(app: Flask, site_key: str) -> Client:
    """The site's own client."""
    return Client(app.test_client(), site_key)


@pytest.fixture
def stranger(app: Flask) -> Client:
    """A client without a key."""
    return Client(app.test_client(), None)


@pytest.fixture
def moderator(app: Flask, camille: Person) -> Client:
    return Client(app.test_client(), moderators.issue_token(camille.moderator.email))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """Published comments are scored before the request goes on, as if by a quick worker."""

    def score_now(ids: list[str], queue: str = "live") -> bool:
        score(*(intake.get(site, one) for one in ids))
        return True

    monkeypatch.setattr(publish, "score", score_now)
