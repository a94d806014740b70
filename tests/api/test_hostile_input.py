"""Bad input of every kind gets a clear 4xx that names the field and the fix."""

import json
from typing import Any

import pytest

from api.limits import LONGEST_ARTICLE, LONGEST_TEXT
from store.tables import Site
from tests.api.conftest import Client

GOOD: dict[str, Any] = {"thread": "/a", "text": "Bonjour"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": None}, "text"),
        ({"text": ""}, "text"),
        ({"text": " \n\t"}, "text"),
        ({"text": 7}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "a\ud800b"}, "text"),
        ({"text": "a\x1bb"}, "text"),
        ({"text": "a\uffffb"}, "text"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, "text"),
        ({"thread": ""}, "thread"),
        ({"thread": "x" * 2001}, "thread"),
        ({"unknown": 1}, "unknown"),
        ({"author": "Léa"}, "author"),
        ({"author": {"email": "lea"}}, "author.email"),
        ({"author": {"email": "a b@c"}}, "author.email"),
        ({"author": {"name": "x" * 251}}, "author.name"),
        ({"author": {"name": "a\x00"}}, "author.name"),
        ({"author": {"id": True}}, "author.id"),
        ({"external_id": 10**30}, "external_id"),
        ({"language": "français"}, "language"),
        ({"posted_at": "hier"}, "posted_at"),
        ({"posted_at": "0001-01-01T00:00:00+14:00"}, "posted_at"),
        ({"context": []}, "context"),
        ({"context": {"ip": "300.1.1.1"}}, "context.ip"),
        ({"context": {"seconds_to_submit": -1}}, "context.seconds_to_submit"),
        ({"context": {"seconds_to_submit": "soon"}}, "context.seconds_to_submit"),
        ({"context": {"seconds_to_submit": 1e400}}, "context.seconds_to_submit"),
        ({"context": {"honeypot": 3}}, "context.honeypot"),
        ({"context": {"article_text": "x" * (LONGEST_ARTICLE + 1)}}, "context.article_text"),
    ],
)
def test_a_bad_value_names_its_field(client: Client, change: dict[str, Any], field: str) -> None:
    body = json.dumps(GOOD | change).replace("Infinity", "1e400")
    answer = client.flask.post(
        "/v1/comments", data=body, headers=client.headers, content_type="application/json"
    )
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert list(answer.json["errors"]) == [field]
    assert field in answer.json["detail"]


@pytest.mark.parametrize(
    ("body", "status", "hint"),
    [
        (b"", 400, "not JSON"),
        (b"{", 400, "not JSON"),
        (b"\xff\xfe{}", 400, "UTF-8"),
        (b"[" * 100_000, 400, "nested too deep"),
        (b'{"a":' * 30 + b"1" + b"}" * 30, 400, "nested too deep"),
        (b'{"text": NaN}', 400, "NaN"),
        (b'{"text": 1' + b"0" * 5000 + b"}", 400, "not JSON"),
        (b"[]", 422, "body: Must be a JSON object"),
        (b"null", 422, "body: Must be a JSON object"),
        (b'"text"', 422, "body: Must be a JSON object"),
        (b'{"text": "' + b"x" * 2_000_000 + b'"}', 413, "at most 1048576 bytes"),
    ],
)
def test_a_bad_body_says_what_is_wrong(client: Client, body: bytes, status: int, hint: str) -> None:
    answer = client.flask.post(
        "/v1/comments", data=body, headers=client.headers, content_type="application/json"
    )
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert hint in answer.json["detail"]


@pytest.mark.parametrize(
    "media_type",
    ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=latin-1"],
)
def test_another_media_type_or_charset_is_415(client: Client, media_type: str) -> None:
    answer = client.flask.post(
        "/v1/comments", data=b"{}", headers=client.headers, content_type=media_type
    )
    assert answer.status_code == 415


def test_the_longest_text_is_kept_whole(client: Client) -> None:
    text = "é" * LONGEST_TEXT
    made = client.post("/v1/comments", GOOD | {"text": text})
    assert made.status_code == 202
    assert client.get(made.headers["Location"]).json["text"] == text


def test_the_text_is_kept_as_given(client: Client) -> None:
    text = " \u200bZero\u200d <b>gras</b> \u202eévil\u202c 👩‍👩‍👧 e\u0301 \t\r\n"
    made = client.post("/v1/comments", GOOD | {"text": text})
    assert client.get(made.headers["Location"]).json["text"] == text


@pytest.mark.parametrize(
    "query",
    [
        "after=1",
        "limit=0",
        "limit=201",
        "limit=x",
        "status=gone",
        "unknown=1",
        "thread=%00",
        "thread=%ed%a0%80%00",
    ],
)
def test_a_bad_query_names_its_parameter(client: Client, query: str) -> None:
    answer = client.get(f"/v1/comments?{query}")
    assert (answer.status_code, list(answer.json["errors"])) == (422, [query.partition("=")[0]])


@pytest.mark.parametrize("after", ["-1", "x", "99999999999", "1.5"])
def test_a_bad_cursor_of_changes_is_422(client: Client, after: str) -> None:
    assert client.get(f"/v1/changes?after={after}").status_code == 422


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic eA==", "Bearer é\udcff"])
def test_a_bad_key_is_401_and_says_how(client: Client, site: Site, authorization: str) -> None:
    raw = authorization.encode("utf-8", "surrogateescape").decode("latin-1")
    answer = client.flask.get("/v1/comments", headers={"Authorization": raw})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_wrong_method_names_the_right_ones(client: Client) -> None:
    answer = client.send("PUT", "/v1/comments", GOOD)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/v1/nothing", "/v1/comments/1", "/v1/comments/%00", "/v1/comments/x%2f"]
)
def test_an_unknown_path_is_a_problem_too(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_an_idempotency_key_that_is_too_long_is_refused(client: Client) -> None:
    answer = client.post("/v1/comments", GOOD, Idempotency_Key="k" * 201)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["Idempotency-Key"])
