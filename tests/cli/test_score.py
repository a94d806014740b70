"""`tamis score` gives the service's numbers, a line for each line."""

import io
import json
from collections.abc import Iterator

import pytest

from classifier import Model
from cli.score import answers
from moderation import intake, scorer, scoring
from store.tables import Site
from tests.helpers import submit

GOOD = '{"id": 7, "text": "Quel con ce ministre", "author": {"name": "Léa"}}'


def test_each_line_is_answered_before_the_next_is_read() -> None:
    read: list[str] = []

    def lines() -> Iterator[str]:
        for line in (GOOD, GOOD):
            read.append(line)
            yield line

    next(answers(lines(), Model.load()))
    assert len(read) == 1


def test_what_cannot_be_scored_is_answered_with_why() -> None:
    given = io.StringIO('{"id": 1}\nnonsense\n[]\n\n{"id": "b", "text": "a\\u0000"}\n' + GOOD)
    found = list(answers(given, Model.load()))
    assert [answer["id"] for answer in found] == [1, None, None, "b", 7]
    assert "text" in found[0]["error"] and "U+0000" in found[3]["error"]
    assert found[4]["scores"]["insult"] > 0.5


def test_the_numbers_are_those_of_the_service(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    model = Model.load()
    monkeypatch.setattr(scorer, "model", lambda: model)
    comment = submit(site, "Quel con ce ministre", author_name="Léa")
    scoring.score(scoring.claim([comment.id], "one"))
    [answer] = answers([GOOD], model, site.language)
    stored = intake.get(site, comment.id)
    assert json.loads(json.dumps(answer["scores"])) == stored.scores
    assert (answer["model"], answer["language"]) == (stored.model, stored.detected_language)
