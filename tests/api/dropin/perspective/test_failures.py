"""Every row of the table “What can fail, and what is answered” is made true here."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import TooManyRequests
from werkzeug.test import TestResponse

from api.dropin import deadline
from api.dropin.perspective import inputs
from classifier import ModelError
from moderation import analysis, feedback, inline, keys, sites
from store.engine import DatabaseUnavailable
from store.tables import Site
from tests.api.dropin.perspective.conftest import Call, labels, stored
from tests.conftest import ScriptedModel

PAGE = Path(__file__).parents[4] / "docs" / "perspective.md"
Patch = pytest.MonkeyPatch


def told(row: str) -> list[str]:
    """What the page says becomes of analyze and of suggestscore."""
    line = re.search(rf"^\| {row} \| (.+?) \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.M)
    assert line is not None, row
    return list(line.groups())


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def unavailable(answer: TestResponse) -> None:
    error = {"code": 503, "message": "The service is currently unavailable."}
    assert answer.status_code == 503
    assert answer.json == {"error": error | {"status": "UNAVAILABLE"}}
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"


def test_no_usable_model(analyze: Call, suggest: Call, site: Site, model: ScriptedModel) -> None:
    assert told("no usable model") == ["503", "kept; no `detectedLanguages`"]
    model.fails = lambda: ModelError("no file")
    unavailable(analyze())
    answer = suggest(languages=["fr"])
    assert (answer.status_code, answer.json) == (200, {"requestedLanguages": ["fr"]})
    assert len(labels(site)) == 1


def test_the_database_does_not_answer(analyze: Call, suggest: Call, monkeypatch: Patch) -> None:
    assert told("the database does not answer") == ["503", "503"]
    with monkeypatch.context() as patch:
        patch.setattr(keys, "site_of", failing(DatabaseUnavailable("gone")))
        unavailable(analyze())
        unavailable(suggest())
    monkeypatch.setattr(feedback, "record", failing(DatabaseUnavailable("gone")))
    unavailable(suggest())


def test_no_scores_in_time(
    analyze: Call, suggest: Call, site: Site, model: ScriptedModel, monkeypatch: Patch
) -> None:
    assert told("no scores within 0.75 s")[0] == "503"
    assert told("no scores within 0.75 s")[1].startswith("503, kept all the same")
    # Long enough for the work to have begun on a busy machine: what has not is dropped.
    monkeypatch.setattr(deadline, "PATIENCE", 3.0)
    go_on, record = threading.Event(), feedback.record

    def slow(*args: object) -> object:
        go_on.wait(60)
        return record(*args)  # type: ignore[arg-type]

    model.fails = lambda: go_on.wait(60) and None
    monkeypatch.setattr(feedback, "record", slow)
    unavailable(analyze())
    unavailable(suggest())
    go_on.set()
    deadline._threads().shutdown(wait=True)
    deadline._threads.cache_clear()
    assert len(labels(site)) == 1


@pytest.mark.parametrize("error", [DatabaseUnavailable("gone"), KeyError("ours")])
def test_the_text_cannot_be_stored(
    analyze: Call, suggest: Call, site: Site, monkeypatch: Patch, error: Exception
) -> None:
    assert told("the text cannot be stored, or not soon") == ["the scores", "503"]
    sites.change_policy(site.id, {"perspective_store": True})
    monkeypatch.setattr(inline, "judge", failing(error))
    assert analyze().json["attributeScores"]["TOXICITY"]["summaryScore"]["value"] == 0.8
    assert stored(site) == []
    monkeypatch.setattr(feedback, "record", failing(DatabaseUnavailable("gone")))
    unavailable(suggest())


def test_an_error_of_ours(analyze: Call, suggest: Call, monkeypatch: Patch) -> None:
    assert told("an error of ours") == ["500", "500"]
    monkeypatch.setattr(analysis, "analyse", failing(KeyError("ours")))
    for answer in (analyze(), suggest()):
        assert answer.status_code == 500
        assert answer.json["error"]["status"] == "INTERNAL" and "ours" not in answer.text


def test_too_many_requests_has_googles_shape(analyze: Call, monkeypatch: Patch) -> None:
    monkeypatch.setattr(inputs, "analyze", failing(TooManyRequests()))
    answer = analyze()
    assert (answer.status_code, answer.json["error"]["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert answer.headers["Retry-After"]


def test_every_row_of_the_page_is_checked(app: Flask) -> None:
    section = PAGE.read_text(encoding="utf-8").split("## What can fail")[1].split("**Persp")[0]
    rows = [row for row in re.findall(r"^\| (.+?) \|", section, re.M) if row != "---"][1:]
    checked = Path(__file__).read_text(encoding="utf-8")
    assert len(rows) == 5
    assert [row for row in rows if f'told("{row}")' not in checked] == []
