"""What is kept of what clients ask and suggest: nothing, unless the site chose so."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from api.dropin import deadline
from moderation import inline, publication, review, sites
from moderation.moderators import Person
from moderation.review import Choice
from store import engine
from store.base import Base
from store.tables import Site
from tests.api.dropin.perspective.conftest import RUDE, Call, kept_by_now, labels, stored
from tests.conftest import ScriptedModel
from tests.helpers import decided

CORAL = {"communityId": "Coral:https://coral.example.org", "clientToken": "comment:1234"}


@pytest.fixture
def keeping(site: Site) -> None:
    sites.change_policy(site.id, {"perspective_store": True})


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine.engine().connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=str)
            for table in Base.metadata.sorted_tables
        }


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements sent meanwhile that are not plain reading."""
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        if not statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(engine.engine(), "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine.engine(), "before_cursor_execute", note)


def test_by_default_an_analysis_writes_nothing(analyze: Call) -> None:
    before = everything()
    with writes() as seen:
        assert analyze(RUDE, clientToken="t", communityId="c").status_code == 200
    assert everything() == before and [one for one in seen if "INSERT" in one.upper()] == []


@pytest.mark.usefixtures("keeping")
def test_do_not_store_writes_nothing_even_where_the_site_keeps(analyze: Call) -> None:
    before = everything()
    with writes() as seen:
        assert analyze(RUDE, doNotStore=True, sessionId="s").status_code == 200
    assert everything() == before and [one for one in seen if "INSERT" in one.upper()] == []
    analyze(RUDE)
    assert everything() != before


@pytest.mark.usefixtures("keeping")
def test_what_is_kept_is_decided_and_shown_to_moderators(
    analyze: Call, site: Site, camille: Person
) -> None:
    analyze(RUDE, languages=["en"], clientToken="42")
    [waiting] = review.queue(camille).comments
    assert (waiting.status, waiting.main_reason) == ("flagged", "insult")
    assert (waiting.thread, waiting.text) == ("private:perspective", RUDE)
    assert (waiting.language, waiting.context) == ("fr", {"client_token": "42"})


@pytest.mark.usefixtures("keeping")
def test_the_answer_does_not_wait_until_the_text_is_kept(
    app: Flask, site: Site, perspective_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, judge = threading.Event(), inline.judge

    def slow(*given: Any) -> object:
        go_on.wait(60)
        return judge(*given)

    monkeypatch.setattr(inline, "judge", slow)
    monkeypatch.setattr(deadline, "PATIENCE", 60.0)
    body = {"comment": {"text": RUDE}, "requestedAttributes": {"TOXICITY": {}}}
    path = f"/v1alpha1/comments:analyze?key={perspective_key}"
    assert app.test_client().post(path, json=body).json["attributeScores"]
    assert stored(site) == []
    go_on.set()
    kept_by_now()
    assert [comment.text for comment in stored(site)] == [RUDE]


@pytest.mark.usefixtures("keeping")
def test_a_draft_that_is_asked_about_again_is_one_comment(analyze: Call, site: Site) -> None:
    for _ in range(3):
        assert analyze("Merci beaucoup pour cet article sur le tramway.").status_code == 200
    [comment] = stored(site)
    assert comment.status == "approved"


@pytest.mark.usefixtures("keeping")
def test_readers_never_see_what_was_analysed(app: Flask, analyze: Call, site: Site) -> None:
    analyze("Un brouillon que personne ne doit lire.", communityId="forum")
    decided(site, "Un commentaire public.")
    assert [one.status for one in stored(site)] == ["approved", "approved"]
    client, base = app.test_client(), f"/public/{site.id}/comments"
    for path in (base, f"{base}.atom", f"{base}.json", f"{base}?thread=private:perspective:forum"):
        text = client.get(path).text
        assert "brouillon" not in text
        assert "Un commentaire public." in text or "thread=" in path
    assert publication.count(site.id, "private:perspective:forum") == 0


@pytest.mark.usefixtures("keeping")
def test_what_no_comment_holds_is_left_out(analyze: Call, site: Site, model: ScriptedModel) -> None:
    answer = analyze("Quel id\0iot\ud83d. Fin.", spanAnnotations=True, communityId="a\0b\ud800")
    [first, last] = answer.json["attributeScores"]["TOXICITY"]["spanScores"]
    assert (first["begin"], first["end"], first["score"]["value"]) == (0, 13, 0.8)
    assert (last["begin"], last["end"]) == (14, 18)
    [comment] = stored(site)
    assert (comment.text, comment.thread) == ("Quel idiot. Fin.", "private:perspective:ab")


def test_a_suggestion_is_kept_as_a_label(suggest: Call, site: Site) -> None:
    answer = suggest(RUDE, 0.25, languages=["fr"], clientToken="t", communityId="c")
    told = {"clientToken": "t", "detectedLanguages": ["fr"], "requestedLanguages": ["fr"]}
    assert (answer.status_code, answer.json) == (200, told)
    [label] = labels(site)
    assert (label.source, label.text, label.language) == ("perspective", RUDE, "fr")
    assert label.labels == {"toxicity": 0.25} and label.comment_id is None
    assert label.context == {"community": "c", "client_token": "t"}


def test_spans_are_kept_with_their_places(suggest: Call, site: Site) -> None:
    span = {"begin": 5, "end": 10, "score": {"value": 0.9}}
    scores = {
        "INSULT_EXPERIMENTAL": {"spanScores": [span, {"begin": 0, "end": 4}]},
        "LIKELY_TO_REJECT": {"summaryScore": {"value": 1}},
    }
    assert suggest(RUDE, attributeScores=scores).status_code == 200
    [label] = labels(site)
    assert label.labels == {"insult": 0.9, "likely_to_reject": 1.0}
    assert label.context["spans"][0] == ["INSULT_EXPERIMENTAL", 5, 10, 0.9]


@pytest.mark.parametrize(
    ("scores", "path"),
    [
        ({}, "Missing attribute_scores"),
        ({"HAPPINESS": {"summaryScore": {"value": 1}}}, "HAPPINESS"),
        ({"TOXICITY": {}}, "attributeScores.TOXICITY"),
        ({"TOXICITY": {"spanScores": []}}, "attributeScores.TOXICITY"),
        ({"TOXICITY": {"summaryScore": {"value": 2}}}, "attributeScores.TOXICITY.summaryScore"),
        ({"TOXICITY": {"spanScores": [{"begin": 0}]}}, "attributeScores.TOXICITY.spanScores.0.end"),
        ({"TOXICITY": {"spanScores": [{"end": 0}]}}, "spanScores.0.begin"),
        ({"TOXICITY": {"spanScores": [{"begin": -1, "end": 0}]}}, "spanScores.0.begin"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_suggestion_that_says_nothing_is_refused(
    suggest: Call, site: Site, scores: dict[str, object], path: str
) -> None:
    answer = suggest(RUDE, attributeScores=scores)
    assert (answer.status_code, answer.json["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert path in answer.json["error"]["message"] and labels(site) == []


@pytest.mark.usefixtures("keeping")
def test_corals_moderators_decide_what_was_kept(analyze: Call, suggest: Call, site: Site) -> None:
    analyze(RUDE)
    entry = {"url": "https://gazette.example/a", "Coral_comment_id": "1234"}
    context = {"entries": [{"text": json.dumps(entry)}]}
    suggest(RUDE, 0, context=context, **CORAL)
    [comment] = stored(site)
    assert (comment.status, comment.decided_by) == ("approved", "site")
    suggest(RUDE, 1, context=context, **CORAL)
    [comment] = stored(site)
    assert (comment.status, comment.reasons) == ("rejected", ["toxicity"])
    assert [label.comment_id for label in labels(site)] == [comment.id, comment.id]


@pytest.mark.usefixtures("keeping")
@pytest.mark.parametrize(
    "fields", [{}, {"clientToken": "comment:1"}, CORAL | {"clientToken": "1"}, CORAL]
)
def test_what_readers_think_decides_nothing(
    analyze: Call, suggest: Call, site: Site, fields: dict[str, str]
) -> None:
    analyze(RUDE)
    assert suggest(RUDE, 0.5 if fields == CORAL else 1, **fields).status_code == 200
    assert stored(site)[0].status == "flagged" and len(labels(site)) == 1


@pytest.mark.usefixtures("keeping")
def test_coral_does_not_overrule_a_moderator_who_read_it_here(
    analyze: Call, suggest: Call, site: Site, camille: Person
) -> None:
    analyze(RUDE)
    review.decide(camille, stored(site)[0].id, Choice("approve"))
    suggest(RUDE, 1, **CORAL)
    assert stored(site)[0].status == "approved"


def test_the_same_words_that_came_another_way_are_not_meant(suggest: Call, site: Site) -> None:
    decided(site, RUDE)
    suggest(RUDE, 1, **CORAL)
    assert stored(site)[0].status == "flagged"
    assert labels(site)[0].comment_id == stored(site)[0].id
