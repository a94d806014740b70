"""Lines with a comment and the scores that Perspective gave it, however a site kept them."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.fields import FORBIDDEN
from api.limits import LONGEST_TEXT
from classifier import Sample


class Unreadable(Exception):
    """A line that holds no comment with scores; the text is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A comment, and its scores by Perspective's names."""

    sample: Sample
    scores: Mapping[str, float]


def read(
    lines: Iterable[str], site_language: str | None = None
) -> Iterator[tuple[int, Recorded | Unreadable]]:
    """The number of each line that is not blank, and what it holds or why it holds nothing."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, _recorded(line, site_language)
            except Unreadable as error:
                yield number, error


def _recorded(line: str, site_language: str | None) -> Recorded:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("Not JSON.") from None
    if not isinstance(data, dict):
        raise Unreadable("Not a JSON object.")
    text = _text(data)
    found = _scores(data)
    if not found:
        raise Unreadable("No scores: put them under `perspective`, as {“TOXICITY”: 0.8}.")
    return Recorded(Sample(text, language=_language(data), site_language=site_language), found)


def _text(data: Mapping[str, Any]) -> str:
    comment = data.get("comment")
    text = data.get("text", comment.get("text") if isinstance(comment, dict) else comment)
    if not isinstance(text, str) or not text.strip():
        raise Unreadable("No text: put the comment under `text`.")
    return FORBIDDEN.sub("", text)[:LONGEST_TEXT]


def _language(data: Mapping[str, Any]) -> str | None:
    """As sent with the comment; the answer's `languages` say what was asked for as well."""
    answer = data.get("perspective")
    several = (answer if isinstance(answer, dict) else data).get("languages")
    first = several[0] if isinstance(several, list) and several else None
    given = data.get("language") or data.get("lang") or first
    return given if isinstance(given, str) else None


def _scores(data: Mapping[str, Any]) -> dict[str, float]:
    given = data.get("perspective", data)
    if isinstance(given, dict):
        given = given.get("attributeScores", given if "perspective" in data else {})
    if isinstance(given, int | float):
        given = {"TOXICITY": given}
    if not isinstance(given, dict):
        raise Unreadable("`perspective` is neither scores nor an answer of Perspective's.")
    return {name.upper(): _score(name, value) for name, value in given.items() if value is not None}


def _score(name: str, value: Any) -> float:
    """A number, or what Perspective answers for an attribute."""
    if isinstance(value, dict):
        value = value.get("summaryScore", value)
    if isinstance(value, dict):
        value = value.get("value")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and math.isfinite(value) and 0 <= value <= 1):
        raise Unreadable(f"The score of {name[:40]} is no number from 0 to 1.")
    return float(value)
