"""Scores of a text that is not a comment here: nothing is stored, nothing decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from classifier import Model, Sample, Scores
from moderation import policies, scorer
from moderation.policy import Threshold
from store.tables import Site

UNDETECTED = "und"
# What clients declare of texts that they know nothing of
DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Analysis:
    """Scores of a text, and of some parts of it as texts of their own.

    `language` is the primary tag of the language that it was read in, `detected` of the one
    that it tells itself; None where it does not.
    """

    scores: Mapping[str, float]
    language: str
    detected: str | None
    parts: Sequence[Mapping[str, float]]


def analyse(site: Site, sample: Sample, parts: Sequence[str] = ()) -> Analysis:
    """Score `sample`, whose `language` is what the client declared, for `site`.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    model = scorer.model()
    read, found = _scored(model, site, sample)
    detected = None if found.language == UNDETECTED else found.language
    inner = [replace(read, text=part, language=detected or read.language) for part in parts]
    spoken = detected or primary(read.language or site.language) or DEFAULT
    return Analysis(found.values, spoken, detected, [one.values for one in model.score(inner)])


@dataclass(frozen=True, slots=True)
class Judged:
    """`scores` maps each attribute to a probability in [0, 1].

    `flagged` names the attributes that reach the site's threshold for flagging.
    """

    scores: Mapping[str, float]
    flagged: frozenset[str]


def judge(site: Site, texts: Sequence[str]) -> list[Judged]:
    """What the model and the site's thresholds say of each text, in order.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    samples = [Sample(text, site_language=site.language) for text in texts]
    limits = policies.of(site).thresholds
    return [
        Judged(
            found.values,
            frozenset(name for name, at in limits.items() if found.values[name] >= at.flag),
        )
        for found in scorer.model().score(samples)
    ]


def nearness(site: Site, scores: Mapping[str, float]) -> float:
    """How near scores come to being held by the site's thresholds, in [0, 1].

    0.5 where the first attribute reaches its threshold for flagging; from there it grows
    to 1 as that attribute does.
    """
    return max(_nearnesses(scores, policies.of(site).thresholds), default=0.0)


def _scored(model: Model, site: Site, sample: Sample) -> tuple[Sample, Scores]:
    """The sample as it was read, and its scores.

    Many clients say `en` whatever the text: on a site in another language that says
    nothing, and where the text itself does not tell either, it is in the site's language.
    """
    if primary(sample.language) == DEFAULT != primary(site.language):
        neutral = replace(sample, language=None)
        [found] = model.score([neutral])
        if found.language != UNDETECTED:
            return neutral, found
        sample = neutral
    sample = replace(sample, site_language=site.language)
    return sample, model.score([sample])[0]


def primary(tag: str | None) -> str | None:
    """The language of a BCP-47 tag, without script and country."""
    return tag.partition("-")[0].lower() if tag else None


def _nearnesses(
    scores: Mapping[str, float], thresholds: Mapping[str, Threshold]
) -> Iterator[float]:
    for attribute, threshold in thresholds.items():
        score, flag = scores.get(attribute, 0.0), threshold.flag
        if score < flag:
            yield 0.0 if flag > 1 else score / flag / 2
        else:
            yield 1.0 if flag >= 1 else 0.5 + (score - flag) / (1 - flag) / 2
