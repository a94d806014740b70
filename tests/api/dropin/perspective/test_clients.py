"""Perspective's clients, unmodified, against the running service."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from moderation import sites
from store.tables import Site
from tests.api.dropin.perspective.conftest import labels, stored
from tests.api.live import serving

google = pytest.importorskip(
    "googleapiclient.discovery", reason="google-api-python-client is not installed"
)
googleapiclient_errors = pytest.importorskip("googleapiclient.errors")

HERE = Path(__file__).parent
RUDE = "Quel idiot, ce maire."


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    with serving(app) as number:
        yield number


@pytest.fixture
def client(port: int, perspective_key: str) -> Iterator[Any]:
    """Google's client for Python, as its users build it, but for one address."""
    with google.build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=perspective_key,
        discoveryServiceUrl=f"http://127.0.0.1:{port}/$discovery/rest?version=v1alpha1",
        static_discovery=False,
    ) as made:
        yield made


def analyze(client: Any, **fields: Any) -> dict[str, Any]:
    body = {"comment": {"text": RUDE}, "requestedAttributes": {"TOXICITY": {}}} | fields
    answer: dict[str, Any] = client.comments().analyze(body=body).execute()
    return answer


def test_googles_python_client_analyzes(client: Any) -> None:
    answer = analyze(client, spanAnnotations=True, languages=["fr"], clientToken="mine")
    assert answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"] == 0.8
    assert answer["attributeScores"]["TOXICITY"]["spanScores"][0]["end"] == len(RUDE)
    assert (answer["languages"], answer["clientToken"]) == (["fr"], "mine")


def test_googles_python_client_suggests(client: Any, site: Site) -> None:
    scores = {"TOXICITY": {"summaryScore": {"value": 0}}}
    body = {"comment": {"text": RUDE}, "attributeScores": scores, "clientToken": "mine"}
    assert client.comments().suggestscore(body=body).execute()["clientToken"] == "mine"
    assert labels(site)[0].labels == {"toxicity": 0.0}


def test_googles_python_client_reads_the_details_of_an_error(client: Any) -> None:
    with pytest.raises(googleapiclient_errors.HttpError) as raised:
        analyze(client, requestedAttributes={"FLIRTATION": {}}, languages=["fr"])
    assert raised.value.status_code == 400
    assert "Attribute FLIRTATION does not support" in raised.value.reason
    [detail] = raised.value.error_details
    assert detail["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"comment": {"text": ""}}, "COMMENT_EMPTY"),
        ({"comment": {"text": "é" * 20_000}}, "COMMENT_TOO_LONG"),
        ({"requestedAttributes": {}}, "NO_REQUESTED_ATTRIBUTES"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_googles_python_client_tells_errors_apart(
    client: Any, fields: dict[str, Any], kind: str
) -> None:
    with pytest.raises(googleapiclient_errors.HttpError) as raised:
        analyze(client, **fields)
    assert raised.value.error_details[0]["errorType"] == kind


def test_googles_python_client_hears_of_a_wrong_key(port: int) -> None:
    url = f"http://127.0.0.1:{port}/$discovery/rest?version=v1alpha1"
    named = {"discoveryServiceUrl": url, "static_discovery": False}
    with (
        google.build("commentanalyzer", "v1alpha1", developerKey="wrong", **named) as client,
        pytest.raises(googleapiclient_errors.HttpError) as raised,
    ):
        analyze(client)
    assert raised.value.error_details[0]["reason"] == "API_KEY_INVALID"


def node(*args: str) -> "subprocess.CompletedProcess[str]":
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is not installed")
    command = [found, *args]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def driven(script: str, package: str, key: str, port: int) -> dict[str, Any]:
    """What the script printed about the package's calls."""
    if node("-e", f"require('{package}')").returncode:
        pytest.skip(f"the client {package} is not where node looks (NODE_PATH)")
    ran = node(str(HERE / script), key, str(port))
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_the_javascript_client(port: int, site: Site, perspective_key: str) -> None:
    sites.change_policy(site.id, {"perspective_store": True})
    package = "perspective-api-client"
    assert driven("perspective_api_client.mjs", package, perspective_key, port) == {
        "plain": 0.8,
        "several": [0.8, 0.85],
        "whole": 0.02,
        "unknown": "Unknown requested attribute: HAPPINESS",
        "key": "API key not valid. Please pass a valid API key.",
    }
    # It says doNotStore unless its user says otherwise, as the second call does.
    assert [comment.text for comment in stored(site)] == [RUDE]


def test_googles_javascript_client(port: int, site: Site, perspective_key: str) -> None:
    assert driven("googleapis.mjs", "googleapis", perspective_key, port) == {
        "value": 0.8,
        "token": "mine",
        "empty": [400, "Comment must be non-empty."],
        "key": [400, "API key not valid. Please pass a valid API key."],
    }
    assert labels(site)[0].labels == {"toxicity": 1.0}
