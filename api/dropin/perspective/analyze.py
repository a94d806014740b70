"""comments:analyze: from what was asked to scores, and to what the site chose to keep."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import structlog

from api.dropin.deadline import Deadline
from api.dropin.perspective import attributes, errors, spans
from api.dropin.perspective.fields import clean
from api.limits import LONGEST_ARTICLE
from classifier import LANGUAGES, Sample
from classifier.sentences import sentences
from moderation import analysis, inline, policies
from moderation.analysis import Analysis, primary
from moderation.intake import Submission
from moderation.publication import UNPUBLISHED
from store.tables import Site

log = structlog.get_logger(__name__)

# Sentences that are scored on their own; a text of one-word sentences is not worth more.
MOST_SENTENCES = 60
THREAD = f"{UNPUBLISHED}perspective"
EVER = datetime(1970, 1, 1, tzinfo=UTC)

Fields = Mapping[str, Any]


def answer(site: Site, asked: Fields, deadline: Deadline) -> dict[str, Any]:
    """What a client gets for `asked`.

    Raises:
        errors.Refusal: an attribute or a language cannot be judged.
        TimeoutError, classifier.ModelError: there are no scores.
    """
    wanted = _wanted(site, asked)
    text: str = asked["comment"]["text"]
    places = sentences(text, MOST_SENTENCES) if asked["spans"] else []
    parts = [clean(text[begin:end]) for begin, end in places]
    found = deadline.run(lambda: analysis.analyse(site, sample(asked), parts))
    language = _language(asked, found)
    if language not in LANGUAGES:
        wanted = _refused(wanted, asked, language)
    whole = [(0, spans.units(text), found.scores)]
    cut = [(*at, one) for at, one in zip(spans.as_units(text, places), found.parts, strict=True)]
    scored = {
        name: _scores(site, name, found.scores, cut or whole)
        for name, threshold in wanted.items()
        if _value(site, name, found.scores) >= threshold
    }
    if policies.of(site).perspective_store and not asked["private"]:
        _keep(site, asked, language, deadline)
    return _shown(asked, scored, language, found.detected)


def _wanted(site: Site, asked: Fields) -> dict[str, float]:
    """The threshold of each attribute to answer."""
    wanted = {name: given["threshold"] for name, given in asked["wanted"].items()}
    if asked["drop"]:
        return {name: at for name, at in wanted.items() if name in attributes.SUPPORTED}
    for name in wanted:
        if name not in attributes.KNOWN:
            raise errors.invalid(f"Unknown requested attribute: {name[:80]}")
    for name in wanted:
        if name in attributes.REFUSED:
            raise errors.unsupported(name, asked["languages"] or [site.language], detected=False)
    return wanted


def sample(asked: Fields) -> Sample:
    around = asked["context"].get("around", {})
    return Sample(
        text=clean(asked["comment"]["text"]),
        language=next(iter(asked["languages"]), None),
        article_text=clean(around.get("article", {}).get("text", ""))[:LONGEST_ARTICLE] or None,
        is_reply=True if around.get("parent_comment", {}).get("text") else None,
    )


def _language(asked: Fields, found: Analysis) -> str:
    """The language to answer for: as it was read, unless the client says one unknown here."""
    declared = primary(next(iter(asked["languages"]), None))
    if declared and (declared not in LANGUAGES or found.language not in LANGUAGES):
        return declared
    return found.language


def _refused(wanted: Mapping[str, float], asked: Fields, language: str) -> dict[str, float]:
    """What is left to answer in a language that the model does not know: nothing."""
    if wanted and not asked["drop"]:
        raise errors.unsupported(next(iter(wanted)), [language], detected=not asked["languages"])
    return {}


def _value(site: Site, name: str, scores: Mapping[str, float]) -> float:
    if name == attributes.HOLD:
        return analysis.nearness(site, scores)
    return scores[attributes.ANSWERED[name]]


def _scores(
    site: Site, name: str, summary: Mapping[str, float], parts: list[tuple[int, int, Any]]
) -> dict[str, Any]:
    def score(scores: Mapping[str, float]) -> dict[str, Any]:
        return {"value": _value(site, name, scores), "type": "PROBABILITY"}

    return {
        "spanScores": [
            {"begin": begin, "end": end, "score": score(one)} for begin, end, one in parts
        ],
        "summaryScore": score(summary),
    }


def _keep(site: Site, asked: Fields, language: str, deadline: Deadline) -> None:
    """Put the text before the site's policy and moderators, once the scores are answered."""
    about = sample(asked)
    around = {"article_text": about.article_text, "client_token": asked.get("token")}
    submission = Submission(
        thread=thread(asked.get("community")),
        text=about.text,
        language=language,
        context={name: clean(value) for name, value in around.items() if value},
    )
    # Drafts are analysed again and again: the same words are the same comment.
    deadline.afterwards(lambda: inline.judge(site, submission, EVER), _not_kept)


def _not_kept(error: Exception) -> None:
    log.warning("analysed_not_stored", why=type(error).__name__)


def thread(community: str | None) -> str:
    """Where a community's texts are kept: a thread that readers never see."""
    return f"{THREAD}:{clean(community)}" if community else THREAD


def _shown(
    asked: Fields, scored: Mapping[str, Any], language: str, detected: str | None
) -> dict[str, Any]:
    """The answer; what is empty is left out, as Google does."""
    made = {
        "attributeScores": scored,
        "languages": [language],
        "detectedLanguages": [detected] if detected else [],
        "clientToken": asked.get("token"),
    }
    return {name: value for name, value in made.items() if value}
