"""Training rows from the data folder: labels by our names, unknown where a set is silent.

Hate-only sets call plain insults and obscenity "not hateful": that says nothing about
toxicity, so only their positives teach it. Sets without labels for an attribute leave it
unknown; nothing here ever turns "not said" into 0.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.types import ATTRIBUTES, Sample

HERE = Path(__file__).parent
OWN = HERE / "own"
HELD_OUT = "heldout_"
OURS = {
    "toxic": "toxicity",
    "severe_toxic": "severe_toxicity",
    "insult": "insult",
    "obscene": "profanity",
    "threat": "threat",
    "identity_hate": "identity_attack",
    "sexual_explicit": "sexually_explicit",
    "spam": "spam",
}
HATE_ONLY = {
    "measuring_hate_en", "dynahate_en", "founta_en", "hatemojibuild_en", "stormfront_en",
    "ftr_racism_fr", "fortuna_pt",
}  # fmt: skip
LANGUAGES = {"fr", "en", "de", "es", "it", "pt", "nl", "ar"}
# Labelled elsewhere (own/fr_labels), or too far from comments to teach anything.
LEFT_OUT = {"unlabelled_profane_fr", "kohate_ko", "instagram_id", "sms_hi", "wordpress_dumps_small"}
LONGEST = 1500


@dataclass(slots=True)
class Row:
    """One training text. `labels` has a probability for each attribute that is known."""

    sample: Sample
    labels: dict[str, float]
    source: str
    language: str
    # Rows of one group must not be split between training and testing
    group: str
    weak: bool = False
    # Toxicity by the Perspective API, where a set has it: to compare with, never to learn
    perspective: float | None = None


def read(folder: Path) -> Iterator[Row]:
    """Every row of every set below `folder`, in a fixed order.

    Raises:
        FileNotFoundError: the folder holds no sets.
    """
    paths = sorted(folder.glob("toxicity/*.jsonl.gz")) + sorted(folder.glob("spam/*.jsonl.gz"))
    own = sorted(folder.glob("own/fr_[ces]*.jsonl")) + sorted(folder.glob("own/fr_spam*.jsonl"))
    if not paths:
        raise FileNotFoundError(f"There are no data sets in {folder}.")
    relabelled = _relabelled(folder / "own" / "fr_labels.jsonl")
    for path in paths + sorted(set(own)):
        source = path.name.partition(".")[0]
        if source not in LEFT_OUT or relabelled:
            yield from _of_set(path, source, relabelled)
    yield from own_rows()
    for tag in ("en", "fr"):
        yield from mentions(tag)


def own_rows() -> Iterator[Row]:
    """Rows that were written for this project to learn from, and stand in it."""
    for path in sorted(OWN.glob("*.jsonl")):
        if not path.name.startswith(HELD_OUT):
            yield from _of_set(path, path.stem, {})


def held_out() -> Iterator[Row]:
    """Rows of our own that nothing is ever fitted to."""
    for path in sorted(OWN.glob(f"{HELD_OUT}*.jsonl")):
        yield from _of_set(path, path.stem, {})


def mentions(language: str) -> Iterator[Row]:
    """Groups named in peace and under attack, in words that know no difference between groups.

    From the sentences in `own/` (written for this project, CC0): what other sets say of a
    group depends on which group it is, and a model would learn that.
    """
    source = f"mentions_{language}"
    named = (HERE / "probes" / f"terms_{language}.txt", OWN / f"groups_{language}.txt")
    terms = [term.strip() for path in named for term in _lines(path)]
    for number, line in enumerate(_lines(OWN / f"{source}.tsv")):
        kind, sentence = line.rstrip("\n").split("\t")
        attack = float(kind == "attack")
        labels = {name: 0.0 for name in ATTRIBUTES if name != "insult" or not attack}
        labels |= {"toxicity": attack, "identity_attack": attack}
        # A third of the groups for each sentence, another third for the next: every group comes in
        # as much peace and under as much attack as any other.
        for term in terms[number % 3 :: 3]:
            sample = Sample(sentence.format(term))
            yield Row(sample, labels, source, language, f"{source}:{sentence}")


def _of_set(path: Path, source: str, relabelled: dict[str, dict[str, Any]]) -> Iterator[Row]:
    own = path.parent.name == "own"
    for number, line in enumerate(_lines(path)):
        data = json.loads(line)
        text = data["text"][:LONGEST]
        better = relabelled.get(hashlib.sha1(data["text"].encode()).hexdigest())
        if data.get("lang") not in LANGUAGES or not text.strip():
            continue
        if source in LEFT_OUT and better is None:
            continue
        known = data | better if better else data
        labels = _labels(known, source if better is None else "own", path.parent.name)
        group = _group(data, source, number, own)
        weak = bool(data.get("weak"))
        row = Row(_sample(data, text), labels, source, data["lang"], group, weak)
        row.perspective = data.get("perspective")
        yield row


def _labels(data: dict[str, Any], source: str, kind: str) -> dict[str, float]:
    labels = {ours: float(data[name]) for name, ours in OURS.items() if data.get(name) is not None}
    if "hate" in data and "identity_attack" not in labels:
        labels["identity_attack"] = float(data["hate"])
    if source in HATE_ONLY and labels.get("toxicity", 0) < 0.5:
        labels.pop("toxicity", None)
    if source == "rtplx_multi" or source == "rtplx_fr":
        labels.pop("insult", None)
    if kind == "toxicity":
        # Collected as comments, tweets and talk: what spam there is among them is rare.
        labels.setdefault("spam", 0.0)
    if data.get("weak"):
        labels |= dict.fromkeys(("insult", "profanity", "threat", "identity_attack"), 0.0)
    return labels


def _group(data: dict[str, Any], source: str, number: int, own: bool) -> str:
    """Pairs, campaigns and templates stay together; own sets are split in blocks."""
    for key in ("pair", "campaign", "template"):
        if data.get(key) is not None:
            return f"{source}:{key}:{data[key]}"
    return f"{source}:block:{number // 50}" if own else f"{source}:{number}"


def _sample(data: dict[str, Any], text: str) -> Sample:
    return Sample(
        text=text,
        author_name=data.get("author"),
        author_url=data.get("url"),
        article_title=data.get("article_title"),
    )


def _relabelled(path: Path) -> dict[str, dict[str, Any]]:
    """Eight labels by a French annotator, by the SHA-1 of the text they are about."""
    if not path.exists():
        return {}
    rows = (json.loads(line) for line in _lines(path))
    return {
        row["text_sha1"]: {name: row[name] for name in OURS} for row in rows if not row["unsure"]
    }


def _lines(path: Path) -> Iterator[str]:
    reader = gzip.open if path.suffix == ".gz" else open
    with reader(path, "rt", encoding="utf-8") as lines:
        yield from lines
