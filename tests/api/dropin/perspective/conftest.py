"""A key of the kind perspective, and short ways to make a call with it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api.dropin import deadline
from classifier import Model
from moderation import keys, publication, scorer
from store.engine import reading
from store.tables import Comment, Feedback, Site

Call = Callable[..., TestResponse]
RUDE = "Quel idiot, ce maire, vraiment."


@pytest.fixture
def perspective_key(site: Site) -> str:
    return keys.issue(site.id, "perspective")


@pytest.fixture
def analyze(app: Flask, perspective_key: str) -> Call:
    """Asks for scores of `text`; further fields of the request by name."""
    client = app.test_client()

    def call(text: str = RUDE, *wanted: str, **fields: Any) -> TestResponse:
        attributes = {name: {} for name in wanted or ("TOXICITY",)}
        body = {"comment": {"text": text}, "requestedAttributes": attributes, **fields}
        answer = client.post(f"/v1alpha1/comments:analyze?key={perspective_key}", json=body)
        kept_by_now()
        return answer

    return call


@pytest.fixture
def suggest(app: Flask, perspective_key: str) -> Call:
    """Suggests `value` for TOXICITY of `text`; further fields of the request by name."""
    client = app.test_client()

    def call(text: str = RUDE, value: float = 1, **fields: Any) -> TestResponse:
        scores = {"TOXICITY": {"summaryScore": {"value": value}}}
        body = {"comment": {"text": text}, "attributeScores": scores, **fields}
        return client.post(f"/v1alpha1/comments:suggestscore?key={perspective_key}", json=body)

    return call


@pytest.fixture(scope="session")
def shipped() -> Model:
    return Model.load()


@pytest.fixture
def real_model(site: Site, shipped: Model, monkeypatch: pytest.MonkeyPatch) -> Model:
    """The shipped model in place of the scripted one."""
    monkeypatch.setattr(scorer, "model", lambda: shipped)
    return shipped


def kept_by_now() -> None:
    """Wait for what is kept after an answer."""
    deadline._afterwards().submit(lambda: None).result()


def stored(site: Site) -> list[Comment]:
    return list(publication.page(site, None, None, None, 50))


def labels(site: Site) -> list[Feedback]:
    with reading() as session:
        return list(session.query(Feedback).where(Feedback.site_id == site.id))
