"""What applications send that have the protocol built in: shapes of our own writing."""

import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from store.tables import Site
from tests.api.dropin.perspective.conftest import RUDE, labels

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def post(app: Flask, path: str, body: dict[str, Any], **headers: str) -> TestResponse:
    named = {"Content-Type": "application/json", **headers}
    return app.test_client().post(path, data=json.dumps(body).encode(), headers=named)


@pytest.mark.parametrize("endpoint", ["/v1alpha1", "/moderation/v1alpha1", "/moderation", ""])
@pytest.mark.parametrize(
    ("attribute", "value"), [("TOXICITY", 0.8), ("TAMIS_HOLD", 0.8125), ("SPAM", 0.02)]
)
def test_coral_asks_for_its_one_model(
    app: Flask, perspective_key: str, endpoint: str, attribute: str, value: float
) -> None:
    body = {
        "comment": {"text": RUDE},
        "doNotStore": True,
        "requestedAttributes": {attribute: {}},
        "languages": ["en"],
    }
    agent = {"User-Agent": "Coral Perspective/9.11.8"}
    answer = post(app, f"{endpoint}/comments:analyze?key={perspective_key}", body, **agent)
    found = answer.json["attributeScores"][attribute]["summaryScore"]["value"]
    assert found == pytest.approx(value)


@pytest.mark.parametrize("value", [0, 1])
def test_coral_tells_what_its_moderators_decided(
    app: Flask, site: Site, perspective_key: str, value: int
) -> None:
    entry = {"url": "https://gazette.example/a", "reply_to_id_Coral_comment_id": None}
    body = {
        "comment": {"text": RUDE},
        "context": {"entries": [{"text": json.dumps(entry | {"Coral_comment_id": "c1"})}]},
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": value}}},
        "languages": ["fr"],
        "communityId": "Coral:https://coral.example.org",
        "clientToken": "comment:c1",
    }
    answer = post(app, f"/v1alpha1/comments:suggestscore?key={perspective_key}", body)
    assert answer.json["clientToken"] == "comment:c1"
    assert labels(site)[0].labels == {"toxicity": float(value)}


def test_comentario_names_no_language(app: Flask, perspective_key: str) -> None:
    body = {
        "comment": {"text": f"**{RUDE}**"},
        "requestedAttributes": {"TOXICITY": {}, "SEVERE_TOXICITY": {}, "THREAT": {}},
    }
    answer = post(app, f"/v1alpha1/comments:analyze?key={perspective_key}", body)
    assert set(answer.json["attributeScores"]) == set(body["requestedAttributes"])


def test_the_small_python_clients_say_english_of_everything(
    app: Flask, perspective_key: str
) -> None:
    body = {
        "comment": {"text": RUDE},
        "languages": ["en"],
        "requestedAttributes": {"TOXICITY": {}, "INSULT": {}},
        "doNotStore": "true",
    }
    answer = post(app, f"/v1alpha1/comments:analyze?key={perspective_key}", body)
    assert answer.json["attributeScores"]["INSULT"]["summaryScore"]["value"] == 0.85
    assert answer.json["languages"] == ["fr"]
