"""Why a comment stands where it does: the words that drove it, and the thresholds it met."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from classifier import ATTRIBUTES, ModelError, Span
from classifier.offensive import offensive
from moderation import policies, scorer
from moderation.marks import Mark, joined
from store import sites
from store.engine import reading
from store.tables import Comment, Site

# A word is shown if it adds at least this to the logit, and a fair part of what the
# strongest word adds; a page full of marks would say nothing.
LEAST = 0.25
FAIR_PART = 0.3
MOST = 8
# What offensive words drive, whatever else they drive
UMBRELLA = "toxicity"


def veils(comment: Comment) -> tuple[Mark, ...]:
    """The offensive words of a comment that drove a score, as (start, end), for who wants them
    blurred; all offensive ones where there is no usable model."""
    found = offensive(comment.text, comment.detected_language or comment.language)
    try:
        driving = _driving(comment) if found else set()
    except ModelError:
        return tuple(found)
    return tuple(place for place in found if place in driving)


def _driving(comment: Comment) -> set[Mark]:
    """The places of the words that spoke for a reason of this comment, or for toxicity."""
    sample = scorer.sample(comment, comment.detected_language, None)
    asked = [(sample, attribute) for attribute in {_scored(comment) or UMBRELLA, UMBRELLA}]
    return {
        (span.start, span.end)
        for explained in scorer.model().explain_each(asked)
        for span in explained.spans
        if span.contribution >= LEAST
    }


def _scored(comment: Comment) -> str | None:
    """The first of its reasons that is a score."""
    return next((code for code in comment.reasons if code in ATTRIBUTES), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`marks` are (start, end) in code points, in order, apart from each other."""

    marks: tuple[Mark, ...] = ()
    # From which probability each attribute is flagged on this site; above 1 means never
    flags: Mapping[str, float] | None = None


def of(comments: Sequence[Comment]) -> dict[str, Evidence]:
    """The evidence for each comment, by its id; empty where there is no usable model."""
    with reading() as session:
        known = {site.id: site for site in sites.every(session)}
    try:
        flags = {name: _flags(known[name]) for name in {comment.site_id for comment in comments}}
        marks = _marked(comments, known)
    except ModelError:
        return {comment.id: Evidence() for comment in comments}
    return {one.id: Evidence(marks.get(one.id, ()), flags[one.site_id]) for one in comments}


def _flags(site: Site) -> dict[str, float]:
    return {name: at.flag for name, at in policies.of(site).thresholds.items()}


def _marked(comments: Sequence[Comment], known: Mapping[str, Site]) -> dict[str, tuple[Mark, ...]]:
    """The marks of those comments that a score speaks against, by their ids."""
    asked = {
        comment.id: (scorer.sample(comment, known[comment.site_id].language, None), attribute)
        for comment in comments
        if (attribute := _scored(comment))
    }
    explained = scorer.model().explain_each(list(asked.values()))
    return {one: _marks(found.spans) for one, found in zip(asked, explained, strict=True)}


def _marks(spans: Iterable[Span]) -> tuple[Mark, ...]:
    """The strongest spans, those next to each other joined."""
    found = sorted(spans, key=lambda span: -span.contribution)[:MOST]
    least = max(LEAST, FAIR_PART * found[0].contribution) if found else LEAST
    strong = sorted((span.start, span.end) for span in found if span.contribution >= least)
    return joined(strong)
