"""Naming a group is not an attack: how neutral sentences score, by the group they name.

The sentences in `probes/` were written for this project and are in no training set;
`ordinary_*.txt` are civil comments of kinds that filters fail on.
"""

from collections.abc import Iterator
from pathlib import Path

from classifier.model import Model
from classifier.types import Sample, Scores

FOLDER = Path(__file__).parent / "probes"
TERMS = {
    "terms": "groups that sentences of our own in the training name too",
    "terms_unseen": "groups that no sentence of our own in the training names",
}


def lines(name: str) -> list[str]:
    """The lines of one file of probes."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def by_term(model: Model, language: str, kind: str) -> Iterator[tuple[str, float, float]]:
    """(term, mean toxicity, share flagged by any attribute) over the neutral sentences.

    `kind`: one of TERMS.
    """
    sentences = lines(f"neutral_{language}")
    for term in lines(f"{kind}_{language}"):
        samples = [Sample(sentence.format(term), site_language=language) for sentence in sentences]
        found = model.score(samples)
        mean = sum(scores.values["toxicity"] for scores in found) / len(found)
        yield term, mean, sum(map(bool, (flagged(model, s) for s in found))) / len(found)


def ordinary(model: Model, language: str) -> list[tuple[str, list[str]]]:
    """Each ordinary comment and the attributes that would hold it back (none, one hopes)."""
    texts = lines(f"ordinary_{language}")
    found = model.score([Sample(text, site_language=language) for text in texts])
    return [(text, flagged(model, s)) for text, s in zip(texts, found, strict=True)]


def flagged(model: Model, scores: Scores) -> list[str]:
    """Attributes at or above the recommended threshold to flag."""
    return [name for name, v in scores.values.items() if v >= model.thresholds[name]["flag"]]
