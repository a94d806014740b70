"""OpenAI's moderation endpoint: its shapes, its errors, and that nothing is stored."""

import threading
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api.dropin import deadline
from api.dropin.openai.categories import CATEGORIES
from api.limits import LARGEST_BODY
from classifier import ModelError
from moderation import analysis, keys, publication, sites
from store.engine import DatabaseUnavailable, reading
from store.tables import Feedback, Site
from tests.api.conftest import Client, client
from tests.conftest import ScriptedModel

__all__ = ["client"]

ADDRESS = "/v1/moderations"
RUDE = "Quel idiot, ce maire, vraiment."
JUDGED = [name for name, source in CATEGORIES.items() if source]


def results(client: Client, given: Any) -> list[dict[str, Any]]:
    answer = client.post(ADDRESS, {"input": given})
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = answer.json["results"]
    return found


def test_it_works(client: Client) -> None:
    answer = client.post(ADDRESS, {"model": "omni-moderation-latest", "input": RUDE})
    assert answer.status_code == 200 and answer.json["id"].startswith("modr-")
    assert answer.json["model"] == "omni-moderation-latest"
    [found] = answer.json["results"]
    assert found["flagged"] and found["categories"]["harassment"]
    assert found["category_scores"]["harassment"] == 0.85
    assert not found["categories"]["hate"]


def test_all_thirteen_categories_are_there(client: Client) -> None:
    [found] = results(client, "Merci.")
    for part in ("categories", "category_scores", "category_applied_input_types"):
        assert list(found[part]) == list(CATEGORIES) and len(CATEGORIES) == 13


@pytest.mark.parametrize("name", [name for name in CATEGORIES if name not in JUDGED])
def test_what_is_not_judged_is_zero_and_says_so(
    client: Client, model: ScriptedModel, name: str
) -> None:
    model.words["idiot"] = dict.fromkeys(model.thresholds, 1.0)
    [found] = results(client, RUDE)
    assert (found["categories"][name], found["category_scores"][name]) == (False, 0.0)
    assert found["category_applied_input_types"][name] == []


@pytest.mark.parametrize(
    ("scores", "flagged"),
    [
        ({"threat": 0.9}, {"harassment/threatening", "violence"}),
        ({"identity_attack": 0.9}, {"hate"}),
        (
            {"identity_attack": 0.9, "threat": 0.9},
            {"hate", "hate/threatening", "harassment/threatening", "violence"},
        ),
        ({"sexually_explicit": 0.9}, {"sexual"}),
        ({"severe_toxicity": 0.9}, {"harassment"}),
        ({"spam": 0.99, "profanity": 0.99}, set()),
    ],
)
def test_our_attributes_in_their_categories(
    client: Client, model: ScriptedModel, scores: dict[str, float], flagged: set[str]
) -> None:
    model.words["idiot"] = scores
    [found] = results(client, RUDE)
    assert {name for name, is_so in found["categories"].items() if is_so} == flagged
    assert found["flagged"] is bool(flagged)


def test_the_sites_thresholds_decide(client: Client, site: Site) -> None:
    never = {"flag": 2, "reject": 2}
    sites.change_policy(site.id, {"thresholds": {"toxicity": never, "insult": never}})
    [found] = results(client, RUDE)
    assert not found["flagged"] and found["category_scores"]["harassment"] == 0.85


def test_a_list_of_texts_has_a_result_each(client: Client) -> None:
    found = results(client, ["Merci.", RUDE, ""])
    assert [one["flagged"] for one in found] == [False, True, False]


def test_parts_are_one_message_and_pictures_are_not_judged(client: Client) -> None:
    picture = {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}
    parts = [{"type": "text", "text": "Quel"}, picture, {"type": "text", "text": "idiot"}]
    [found] = results(client, parts)
    assert found["flagged"] and found["category_applied_input_types"]["harassment"] == ["text"]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "input"),
        ({"input": []}, "input"),
        ({"input": 7}, "input"),
        ({"input": {"text": "x"}}, "input"),
        ({"input": ["x", 7]}, "input[1]"),
        ({"input": ["x"] * 101}, "input"),
        ({"input": "x" * 65_536}, "input"),
        ({"input": [{"type": "audio"}]}, "input[0].type"),
        ({"input": [{"type": "text"}]}, "input[0].text"),
        ({"input": [{"type": "text", "text": "x"}, 5]}, "input[1].type"),
        ({"input": [{"type": "image_url", "image_url": {"url": "x"}}]}, "input"),
        (["x"], "input"),
    ],
)
def test_bad_input_is_refused_by_name(client: Client, body: Any, path: str) -> None:
    answer = client.post(ADDRESS, body)
    error = answer.json["error"]
    assert (answer.status_code, error["type"]) == (400, "invalid_request_error")
    assert error["param"] == path and error["message"]


def test_an_unknown_model_is_not_found(client: Client) -> None:
    for named in ("gpt-9", ["x"], 5):
        answer = client.post(ADDRESS, {"input": "x", "model": named})
        assert (answer.status_code, answer.json["error"]["code"]) == (404, "model_not_found")


def test_a_wrong_missing_or_revoked_key_is_refused(
    stranger: Client, client: Client, site: Site, site_key: str
) -> None:
    assert stranger.post(ADDRESS, {"input": "x"}).status_code == 401
    wrong = stranger.post(ADDRESS, {"input": "x"}, Authorization="Bearer sk-123")
    assert (wrong.status_code, wrong.json["error"]["code"]) == (401, "invalid_api_key")
    keys.revoke(site.id, site_key[:12])
    assert client.post(ADDRESS, {"input": "x"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"input=x", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b'"\xff"', "application/json", 400),
        (b"[" * 10_000, "application/json", 400),
        (b'{"input": "' + b"x" * LARGEST_BODY + b'"}', "application/json", 413),
    ],
)
def test_an_unreadable_body_is_refused_in_their_shape(
    client: Client, body: bytes, kind: str, status: int
) -> None:
    answer = client.flask.post(ADDRESS, data=body, content_type=kind, headers=client.headers)
    assert answer.status_code == status and answer.json["error"]["message"]


def test_what_no_database_takes_is_left_out(client: Client, model: ScriptedModel) -> None:
    results(client, "a\x00b\ud800c")
    assert model.seen[-1].text == "abc"


def test_nothing_is_stored(client: Client, site: Site) -> None:
    results(client, [RUDE, "Merci."])
    with reading() as session:
        assert session.query(Feedback).count() == 0
    assert publication.page(site, None, None, None, 10) == []


def refused(answer: TestResponse) -> bool:
    return answer.status_code == 503 and answer.json["error"]["type"] == "server_error"


def test_no_model_is_503_in_their_shape(client: Client, model: ScriptedModel) -> None:
    model.fails = lambda: ModelError("There is no model.")
    assert refused(client.post(ADDRESS, {"input": "x"}))


def test_no_database_is_503_in_their_shape(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise DatabaseUnavailable("away")

    monkeypatch.setattr(keys, "site_of", away)
    assert refused(client.post(ADDRESS, {"input": "x"}))


def test_too_late_is_503_in_their_shape(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()
    monkeypatch.setattr(analysis, "judge", lambda *_: done.wait(60))
    monkeypatch.setattr(deadline, "PATIENCE", 2.0)
    answer = client.post(ADDRESS, {"input": "x"})
    done.set()
    assert refused(answer)
