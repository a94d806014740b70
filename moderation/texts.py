"""Judging texts alone: nobody is named with them, and nothing of them is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classifier import Sample
from moderation import policies, scorer
from store.tables import Site


@dataclass(frozen=True, slots=True)
class Judged:
    """`scores` maps each attribute to a probability in [0, 1].

    `flagged` names the attributes that reach the site's threshold for flagging.
    """

    scores: Mapping[str, float]
    flagged: frozenset[str]


def judge(site: Site, texts: Sequence[str], language: str | None = None) -> list[Judged]:
    """What the model and the site's thresholds say of each text, in order.

    Raises:
        classifier.ModelError: there is no usable model.
    """
    samples = [Sample(text, language=language, site_language=site.language) for text in texts]
    limits = policies.of(site).thresholds
    return [
        Judged(
            found.values,
            frozenset(name for name, at in limits.items() if found.values[name] >= at.flag),
        )
        for found in scorer.model().score(samples)
    ]
