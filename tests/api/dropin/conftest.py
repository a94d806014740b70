"""The app's fixtures, an Akismet key, and a short way to make a call."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api.dropin import deadline
from moderation import keys
from store.tables import Site
from tests.api.conftest import app

__all__ = ["app"]

Ask = Callable[..., TestResponse]
COMMENT = {
    "blog": "https://gazette.example",
    "user_ip": "192.0.2.7",
    "permalink": "https://gazette.example/tramway",
    "comment_type": "comment",
    "comment_author": "Léa",
    "comment_author_email": "Lea@example.org",
    "comment_content": "Merci pour cet article sur le tramway.",
}


@pytest.fixture
def akismet_key(site: Site) -> str:
    return keys.issue(site.id, "akismet")


@pytest.fixture
def ask(app: Flask, akismet_key: str) -> Ask:
    """Makes a call of the site's with its key, over the fields of an ordinary comment."""
    client = app.test_client()

    def call(name: str, agent: str | None = None, **fields: Any) -> TestResponse:
        data = {"api_key": akismet_key, **COMMENT, **fields}
        headers = {"User-Agent": agent} if agent else None
        return client.post(f"/1.1/{name}", data=data, headers=headers)

    return call


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy test machine is not what the deadline is for."""
    monkeypatch.setattr(deadline, "PATIENCE", 30.0)
