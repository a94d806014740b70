"""comments:suggestscore: what a site's people say of a text, kept as an example to learn from."""

from collections.abc import Iterator, Mapping
from typing import Any

import structlog

from api.dropin.deadline import Deadline
from api.dropin.perspective import analyze, attributes
from api.dropin.perspective.fields import clean
from classifier import ModelError
from moderation import analysis, feedback
from moderation.feedback import Label
from moderation.reasons import Reason
from store.tables import Site

log = structlog.get_logger(__name__)

Fields = Mapping[str, Any]


def answer(site: Site, asked: Fields, deadline: Deadline) -> dict[str, Any]:
    """Keep the suggestion; what a moderator decided elsewhere decides here too.

    Raises:
        TimeoutError, store.engine.DatabaseUnavailable: it could not be kept.
    """
    label = _label(asked)
    deadline.run(lambda: _take(site, label, decided(asked)))
    made = {
        "clientToken": asked.get("token"),
        "detectedLanguages": _detected(site, asked, deadline),
        "requestedLanguages": asked["languages"],
    }
    return {name: value for name, value in made.items() if value}


def decided(asked: Fields) -> Reason | None:
    """What the suggestion decides: something only where Coral tells of a moderator's decision.

    Anybody else may pass on what readers think of a score.
    """
    from_coral = (asked.get("community") or "").startswith("Coral:")
    about_one = (asked.get("token") or "").startswith("comment:")
    values = {value for _, value in _values(asked)}
    if not (from_coral and about_one and values in ({0.0}, {1.0})):
        return None
    if values == {0.0}:
        return Reason.FINE
    ours = attributes.ANSWERED.get(next(iter(asked["scores"])))
    return Reason(ours) if ours else Reason.OTHER


def _take(site: Site, label: Label, reason: Reason | None) -> None:
    comment = feedback.record(site, label)
    # The same words may stand in a comment that came another way: that one is not meant.
    if comment and reason and comment.thread.startswith(analyze.THREAD):
        feedback.decide(site, comment.id, reason)


def _label(asked: Fields) -> Label:
    context = {"community": asked.get("community"), "client_token": asked.get("token")}
    return Label(
        "perspective",
        clean(asked["comment"]["text"]),
        {attributes.ANSWERED.get(name, name.lower()): value for name, value in _values(asked)},
        language=next(iter(asked["languages"]), None),
        context={
            **{name: clean(value) for name, value in context.items() if value},
            **({"spans": spans} if (spans := list(_spans(asked))) else {}),
        },
    )


def _values(asked: Fields) -> Iterator[tuple[str, float]]:
    """Each attribute's score: of the whole, or the highest of its parts."""
    for name, given in asked["scores"].items():
        if "summary" in given:
            yield name, given["summary"]["value"]
        elif spans := given.get("spans"):
            yield name, max(span["score"]["value"] for span in spans)


def _spans(asked: Fields) -> Iterator[list[Any]]:
    """Attribute, begin and end in UTF-16 code units, score."""
    for name, given in asked["scores"].items():
        for span in given.get("spans", ()):
            yield [name, span["begin"], span["end"], span["score"]["value"]]


def _detected(site: Site, asked: Fields, deadline: Deadline) -> list[str]:
    """The language of the text; none where no model tells. The suggestion is kept already."""
    sample = analyze.sample(asked)
    try:
        found = deadline.run(lambda: analysis.analyse(site, sample))
    except (TimeoutError, ModelError) as error:
        log.warning("language_not_told", why=type(error).__name__)
        return []
    return [found.detected] if found.detected else []
