"""`tamis score`: JSON lines in, scores out, one line for each as it comes."""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

import click
from marshmallow import ValidationError

from api import submission
from api.inputs import CommentIn
from api.problems import of_messages
from classifier import Model, Sample
from moderation import intake, scorer


@click.command()
@click.option("--site-language", help="What the site is written in: settles short texts.")
def score(site_language: str | None) -> None:
    """Score comments read as JSON lines.

    Each line holds an `id` and what POST /v1/comments takes; `thread` may be missing. A
    line that cannot be scored is answered with its `id` and an `error`, and the exit code
    is 1 at the end.
    """
    failed = 0
    for answer in _shown_progress(answers(sys.stdin, scorer.model(), site_language)):
        failed += "error" in answer
        click.echo(json.dumps(answer, ensure_ascii=False))
    sys.exit(1 if failed else 0)


def answers(
    lines: Iterable[str], model: Model, site_language: str | None = None
) -> Iterator[dict[str, Any]]:
    """One answer for each line, in order, as soon as it is read."""
    for line in lines:
        if line.strip():
            yield _answer(line, model, site_language)


def _answer(line: str, model: Model, site_language: str | None) -> dict[str, Any]:
    data = _object(line)
    if data is None:
        return {"id": None, "error": "The line is not a JSON object."}
    identity = data.pop("id", None)
    try:
        sample = _sample(data, site_language)
    except ValidationError as error:
        return {"id": identity, "error": of_messages(error.messages)["detail"]}
    [scores] = model.score([sample])
    return {
        "id": identity,
        "scores": scores.values,
        "language": scores.language,
        "model": model.version,
    }


def _object(line: str) -> dict[str, Any] | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _sample(data: dict[str, Any], site_language: str | None) -> Sample:
    """What the service would show its model."""
    loaded = CommentIn().load({"thread": "-", **data})
    comment = intake.draft("-", submission.from_json(loaded))
    return scorer.sample(comment, site_language, author_known=None)


def _shown_progress(found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same answers, counted on stderr where that is a terminal."""
    stream: TextIO = sys.stderr
    if not stream.isatty():
        yield from found
        return
    for number, answer in enumerate(found, start=1):
        yield answer
        if number % 100 == 0:
            click.echo(f"\r{number} scored", file=stream, nl=False)
    click.echo(file=stream)
