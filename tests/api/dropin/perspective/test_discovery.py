"""The discovery document leads back to where it was asked for."""

from dataclasses import replace

import pytest
from flask import Flask

import settings
from api.app import create_app
from store.tables import Site
from tests.api.dropin.perspective.conftest import Call

PATH = "/$discovery/rest?version=v1alpha1"
FORWARDED = {
    "X-Forwarded-For": "192.0.2.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "moderation.example.org",
    "X-Forwarded-Prefix": "/tamis",
}
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def roots(app: Flask, path: str, **headers: str) -> set[str]:
    answer = app.test_client().get(path, headers=headers)
    assert answer.headers["Cache-Control"] == "no-store"
    return {answer.json["rootUrl"], answer.json["baseUrl"]}


def test_it_names_the_address_that_it_was_asked_under(app: Flask) -> None:
    assert roots(app, PATH, Host="tamis.example.org:8443") == {"http://tamis.example.org:8443/"}
    assert roots(app, "/%24discovery/rest") == {"http://localhost/"}
    assert roots(app, f"/a/b{PATH}") == {"http://localhost/a/b/"}
    assert roots(app, f"/é %22{PATH}") == {"http://localhost/%C3%A9%20%22/"}


def test_it_believes_only_the_proxies_that_the_operator_named(site: Site, app: Flask) -> None:
    trusting = create_app(replace(settings.current(), trusted_proxies=1))
    assert roots(trusting, PATH, **FORWARDED) == {"https://moderation.example.org/tamis/"}
    assert roots(app, PATH, **FORWARDED) == {"http://localhost/"}


def test_every_reference_in_it_leads_somewhere(app: Flask) -> None:
    document = app.test_client().get(PATH).json
    assert len(document["schemas"]) == 11
    assert set(refs(document)) <= set(document["schemas"])


def refs(value: object) -> list[str]:
    if isinstance(value, list):
        return [name for part in value for name in refs(part)]
    if not isinstance(value, dict):
        return []
    own = [value["$ref"]] if "$ref" in value else []
    return own + [name for part in value.values() for name in refs(part)]


def test_another_version_is_not_found(app: Flask) -> None:
    answer = app.test_client().get("/$discovery/rest?version=v2")
    assert (answer.status_code, answer.json["error"]["status"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("prefix", ["", "/v1alpha1", "/foo/v1alpha1", "/a/b/c", "/v1/comments"])
def test_any_path_may_stand_before_a_call(app: Flask, perspective_key: str, prefix: str) -> None:
    body = {"comment": {"text": "Bonjour"}, "requestedAttributes": {"SPAM": {}}}
    for colon in (":", "%3A"):
        url = f"{prefix}/comments{colon}analyze?key={perspective_key}"
        assert app.test_client().post(url, json=body).status_code == 200


def test_corals_endpoint_needs_no_version(analyze: Call) -> None:
    assert analyze().status_code == 200
