"""Every row of the table “What is sent, and what is answered” is made true here."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api.limits import LONGEST_ANALYSED
from moderation import keys, sites
from store.tables import Site
from tests.api.dropin.perspective.conftest import RUDE, Call, labels, stored
from tests.conftest import ScriptedModel

PAGE = Path(__file__).parents[4] / "docs" / "perspective.md"
ROWS: dict[str, Callable[..., None]] = {}


class Asking:
    """What a row needs: calls, their site, and a way to see what became of them."""

    def __init__(self, app: Flask, site: Site, key: str, analyze: Call, suggest: Call) -> None:
        self.client, self.site, self.key = app.test_client(), site, key
        self.analyze, self.suggest = analyze, suggest

    def raw(self, data: bytes, **more: Any) -> TestResponse:
        url = f"/v1alpha1/comments:analyze?key={self.key}"
        return self.client.post(url, data=data, **more)


@pytest.fixture
def asking(app: Flask, site: Site, perspective_key: str, analyze: Call, suggest: Call) -> Asking:
    return Asking(app, site, perspective_key, analyze, suggest)


def row(sent: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def note(check: Callable[..., None]) -> Callable[..., None]:
        ROWS[sent] = check
        return check

    return note


def scores(answer: TestResponse) -> dict[str, float]:
    assert answer.status_code == 200, answer.text
    found = answer.json.get("attributeScores", {})
    return {name: given["summaryScore"]["value"] for name, given in found.items()}


def refused(answer: TestResponse, words: str, kind: str | None = None) -> dict[str, Any]:
    """The details of a 400 that says `words` and has the analyzer's error type `kind`."""
    assert answer.status_code == 400, answer.text
    assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"
    error = answer.json["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert words in error["message"]
    details: dict[str, Any] = error["details"][0] if "details" in error else {}
    assert details.get("errorType") == kind
    return details


@row("only `comment.text` and `requestedAttributes`")
def plain(asking: Asking) -> None:
    answer = asking.analyze(f"{RUDE} 😀", "TOXICITY", "INSULT")
    assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert list(answer.json) == ["attributeScores", "languages", "detectedLanguages"]
    assert answer.json["attributeScores"]["TOXICITY"] == {
        "spanScores": [
            {"begin": 0, "end": len(RUDE) + 3, "score": {"value": 0.8, "type": "PROBABILITY"}}
        ],
        "summaryScore": {"value": 0.8, "type": "PROBABILITY"},
    }
    assert scores(answer)["INSULT"] == 0.85


@row("`spanAnnotations`")
def spans(asking: Asking) -> None:
    text = "Bravo 😀 ! Quel idiot. Merci."
    found = asking.analyze(text, spanAnnotations=True).json["attributeScores"]["TOXICITY"]
    cut = [
        (text.encode("utf-16-le")[2 * one["begin"] : 2 * one["end"]].decode("utf-16-le"),
         one["score"]["value"])
        for one in found["spanScores"]
    ]  # fmt: skip
    assert cut == [("Bravo 😀 !", 0.02), ("Quel idiot.", 0.8), ("Merci.", 0.02)]
    many = asking.analyze("Oui. " * 500, spanAnnotations=True).json["attributeScores"]
    assert len(many["TOXICITY"]["spanScores"]) == 60
    assert many["TOXICITY"]["spanScores"][-1]["end"] == 2499


@row("`scoreThreshold`")
def threshold(asking: Asking) -> None:
    def ask(at: float) -> TestResponse:
        wanted = {"TOXICITY": {"scoreThreshold": at}, "SPAM": {"scoreThreshold": 0.5}}
        return asking.analyze(requestedAttributes=wanted)

    assert scores(ask(0.8)) == {"TOXICITY": 0.8}
    assert "attributeScores" not in ask(0.81).json


@row("`scoreType` other than `PROBABILITY`")
def score_type(asking: Asking) -> None:
    wanted = {"TOXICITY": {"scoreType": "STD_DEV_SCORE"}}
    words = "Requested score type STD_DEV_SCORE is not supported by attribute TOXICITY"
    refused(asking.analyze(requestedAttributes=wanted), words, "INVALID_REQUEST")
    assert scores(asking.analyze(requestedAttributes={"TOXICITY": {"scoreType": "PROBABILITY"}}))


@row("`languages`")
def languages(asking: Asking) -> None:
    answer = asking.analyze(languages=["fr-FR"])
    assert (answer.json["languages"], answer.json["detectedLanguages"]) == (["fr"], ["fr"])
    refused(asking.analyze(languages=["?"]), "languages.0")


@row("an attribute that is refused")
def refused_attribute(asking: Asking) -> None:
    answer = asking.analyze(RUDE, "TOXICITY", "LIKELY_TO_REJECT", languages=["fr"])
    kind = "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"
    words = "Attribute LIKELY_TO_REJECT does not support request languages: fr"
    assert refused(answer, words, kind)["languageNotSupportedByAttributeError"] == {
        "requestedLanguages": ["fr"],
        "attribute": "LIKELY_TO_REJECT",
    }


@row("an attribute that nobody knows")
def unknown_attribute(asking: Asking) -> None:
    answer = asking.analyze(RUDE, "TOXICITY", "HAPPINESS")
    refused(answer, "Unknown requested attribute: HAPPINESS", "INVALID_REQUEST")


@row("`dropUnsupportedAttributes`")
def drop(asking: Asking) -> None:
    answer = asking.analyze(RUDE, "TOXICITY", "NUANCE_EXPERIMENTAL", dropUnsupportedAttributes=True)
    assert scores(answer) == {"TOXICITY": 0.8}
    assert scores(asking.analyze(RUDE, "HAPPINESS", dropUnsupportedAttributes=True)) == {}


@row("`clientToken`")
def token(asking: Asking) -> None:
    assert asking.analyze(clientToken="mien 😀").json["clientToken"] == "mien 😀"
    refused(asking.analyze(clientToken="x" * 1001), "clientToken")


@row("`sessionId`")
def session(asking: Asking) -> None:
    sites.change_policy(asking.site.id, {"perspective_store": True})
    assert "secret" not in asking.analyze(sessionId="secret").text
    asking.suggest(sessionId="secret")
    [comment], [label] = stored(asking.site), labels(asking.site)
    kept = [comment.thread, comment.context, comment.external_id, label.context, label.labels]
    assert "secret" not in repr(kept)


@row("`communityId`")
def community(asking: Asking) -> None:
    sites.change_policy(asking.site.id, {"perspective_store": True})
    asking.analyze(communityId="forum")
    assert [one.thread for one in stored(asking.site)] == ["private:perspective:forum"]


@row("`doNotStore`")
def do_not_store(asking: Asking) -> None:
    sites.change_policy(asking.site.id, {"perspective_store": True})
    asking.analyze(doNotStore=True)
    body = b'{"comment":{"text":"a"},"requested_attributes":{"SPAM":{}},"do_not_store":true}'
    assert asking.raw(body).status_code == 200
    assert stored(asking.site) == []


@row("`context.articleAndParentComment`")
def around(asking: Asking, model: ScriptedModel) -> None:
    context = {"article": {"text": "Le tramway."}, "parentComment": {"text": "Ah ?"}}
    asking.analyze(context={"articleAndParentComment": context})
    assert (model.seen[-1].article_text, model.seen[-1].is_reply) == ("Le tramway.", True)


@row("`context.entries`")
def entries(asking: Asking) -> None:
    assert scores(asking.analyze(context={"entries": [{"text": "Le tramway."}]}))


@row("both contexts")
def both(asking: Asking) -> None:
    context = {"entries": [], "articleAndParentComment": {}}
    refused(asking.analyze(context=context), "Context can have either entries", "INVALID_REQUEST")


@row("no text, or only white space")
def empty(asking: Asking) -> None:
    answers = [asking.analyze(text) for text in ("", " \n\t", "\0 \ud800")]
    for answer in (*answers, asking.analyze(comment={})):
        refused(answer, "Comment must be non-empty.", "COMMENT_EMPTY")


@row("a text over 20,480 bytes")
def too_long(asking: Asking) -> None:
    assert scores(asking.analyze("é" * (LONGEST_ANALYSED // 2)))
    words = "Comment text was too many bytes. Value (20482) exceeded limit (20480)."
    refused(asking.analyze("é" * (LONGEST_ANALYSED // 2 + 1)), words, "COMMENT_TOO_LONG")


@row("no attribute")
def no_attribute(asking: Asking) -> None:
    answer = asking.analyze(requestedAttributes={})
    refused(answer, "Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")


@row("`comment.type` other than `PLAIN_TEXT`")
def html(asking: Asking) -> None:
    words = "Currently, only 'PLAIN_TEXT' comments are supported"
    answer = asking.analyze(comment={"text": RUDE, "type": "HTML"})
    refused(answer, words, "INVALID_REQUEST")
    assert scores(asking.analyze(comment={"text": RUDE, "type": "PLAIN_TEXT"}))


@row("names in snake_case, null, any `Content-Type`")
def lenient(asking: Asking) -> None:
    body = (
        '{"comment": {"text": "Quel idiot."}, "context": null, "client_token": "t",'
        '"requested_attributes": {"TOXICITY": {"score_threshold": 0.5},'
        '"SPAM": {"score_type": null}}}'
    )
    for kind in ("application/x-www-form-urlencoded", "text/plain; charset=latin-1", None):
        answer = asking.raw(body.encode(), content_type=kind)
        assert answer.json["clientToken"] == "t"
        assert scores(answer) == {"TOXICITY": 0.8, "SPAM": 0.02}


@row("a name that no field has, a wrong type")
def wrong(asking: Asking) -> None:
    refused(asking.analyze(shout=1), 'Unknown name "shout": Cannot find field.')
    unknown = asking.analyze(comment={"txt": "a"}).json["error"]["details"][0]
    assert unknown["fieldViolations"][0]["field"] == "comment.txt"
    for fields, path in (
        ({"comment": {"text": 1}}, "comment.text"),
        ({"comment": "a"}, "comment"),
        ({"comment": [None]}, "comment"),
        ({"requestedAttributes": ["TOXICITY"]}, "requestedAttributes"),
        ({"requestedAttributes": {"TOXICITY": 1}}, "requestedAttributes.TOXICITY"),
        ({"requestedAttributes": {"TOXICITY": {"scoreThreshold": "1"}}}, "scoreThreshold"),
        ({"requestedAttributes": {"TOXICITY": {"scoreThreshold": 2}}}, "scoreThreshold"),
        ({"requestedAttributes": {"TOXICITY": {"scoreThreshold": 10**400}}}, "scoreThreshold"),
        ({"languages": "fr"}, "languages"),
        ({"doNotStore": "perhaps"}, "doNotStore"),
        ({"clientToken": {}}, "clientToken"),
        ({"context": {"entries": [1]}}, "context.entries.0"),
    ):
        details = refused(asking.analyze(**fields), f"Invalid value at '{path}"[:40].split("'")[0])
        assert path in details["fieldViolations"][0]["field"]


@row("a body over 1 MiB, or no JSON")
def no_json(asking: Asking) -> None:
    refused(asking.raw(b" " * (1024 * 1024 + 1)), "exceeds the limit: 1048576 bytes")
    for body in (b"{", b"\xff", b"[" * 100_000, b'{"a": NaN}', b"\0"):
        refused(asking.raw(body), "The body is")
    for body in (b"[]", b'"x"', b"1", b"null"):
        refused(asking.raw(body), "Send an object.")
    refused(asking.raw(b""), "Comment must be non-empty.", "COMMENT_EMPTY")


@row("no key")
def no_key(asking: Asking) -> None:
    answer = asking.client.post("/v1alpha1/comments:analyze", json={})
    assert (answer.status_code, answer.json["error"]["status"]) == (403, "PERMISSION_DENIED")


@row("a wrong, revoked or other kind of key")
def wrong_key(asking: Asking) -> None:
    url = "/v1alpha1/comments:analyze"
    keys.revoke(asking.site.id, asking.key[:12])
    for key in ("nonsense", keys.issue(asking.site.id), asking.key, "%ff%00%ed", "x" * 5000):
        answer = asking.client.post(f"{url}?key={key}", json={})
        assert answer.status_code == 400
        assert answer.json["error"]["details"][0]["reason"] == "API_KEY_INVALID"
    live = keys.issue(asking.site.id, "perspective")
    answer = asking.client.post(url, json={}, headers={"X-Goog-Api-Key": live})
    assert "Comment must be non-empty." in answer.text


@row("another method than POST")
def get(asking: Asking) -> None:
    for method in ("GET", "PUT", "DELETE"):
        url = f"/v1alpha1/comments:analyze?key={asking.key}"
        answer = asking.client.open(url, method=method)
        assert (answer.status_code, answer.json["error"]["status"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize("sent", ROWS)
def test_what_is_sent_is_answered_so(asking: Asking, model: ScriptedModel, sent: str) -> None:
    check = ROWS[sent]
    more = {"model": model} if "model" in check.__annotations__ else {}
    check(asking, **more)


def test_every_row_of_the_page_is_checked() -> None:
    section = PAGE.read_text(encoding="utf-8").split("## What is sent")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \|", section, re.M)[1:]
    told = [found for found in rows if found != "---"]
    assert told == list(ROWS)
