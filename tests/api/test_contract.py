"""The published document is valid, complete and true; every route has a guard."""

from typing import Any

import openapi_spec_validator
import pytest
from flask import Flask

from api import auth
from api.dropin.akismet import calls as akismet
from api.dropin.coral import calls as coral
from api.dropin.openai import calls as openai
from api.dropin.perspective import calls as perspective
from api.pages import guard
from tests.api.conftest import Client

GUARDS = {auth.require_site, auth.require_moderator, auth.public, guard.require_moderator}
GUARDS |= {akismet.require_key, coral.require_signature}
GUARDS |= {openai.require_key, perspective.require_key, guard.require_admin}
# Others' protocols: what they look like is told by their owners, not by our document.
DROPINS = {"openai"}
# Served by libraries; open because they hold nothing of anybody's.
OPEN = {"static", "api-docs.openapi_json", "bootstrap.static"}


def test_the_document_is_valid_openapi(client: Client) -> None:
    document = client.get("/openapi.json").json
    openapi_spec_validator.validate(document)
    assert document["openapi"] == "3.1.0"


def test_every_route_has_a_guard(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN:
            continue
        guards = app.before_request_funcs.get(rule.endpoint.rpartition(".")[0], [])
        assert GUARDS & set(guards), f"{rule} has no guard"


def test_every_route_of_the_api_is_in_the_document(app: Flask, client: Client) -> None:
    documented = set(client.get("/openapi.json").json["paths"])
    routes = {
        rule.rule.replace("<uuid:", "{").replace("<site:", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/v1", "/public"))
        and rule.endpoint.partition(".")[0] not in DROPINS
    }
    assert routes == documented


def test_errors_are_problem_documents_in_the_document_too(client: Client) -> None:
    responses = client.get("/openapi.json").json["components"]["responses"]
    for response in responses.values():
        assert list(response["content"]) == ["application/problem+json"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_operators_pages_answer(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_metrics_tell_what_waits(client: Client) -> None:
    client.post("/v1/comments", {"thread": "/a", "text": "Bonjour"})
    text = client.get("/metrics").text
    assert 'tamis_comments{site="gazette",status="pending"} 1.0' in text
    assert "tamis_oldest_pending_seconds" in text


def test_readiness_says_in_words_what_is_missing(client: Client) -> None:
    ready: dict[str, Any] = client.get("/readyz").json
    assert ready["status"] == "degraded"
    worker = next(check for check in ready["checks"] if check["name"] == "worker")
    assert not worker["ok"] and "comments are kept" in worker["words"]
