"""How good the model is, on rows that it was not fitted to, and the thresholds that follow."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from classifier import heads, storage
from classifier.corpus import Row
from classifier.encode import Data
from classifier.model import MOST
from classifier.reading import calibration_of
from classifier.types import ATTRIBUTES

# Of what stands above a rejecting threshold, at most this share may lack that attribute. To
# forgive other abuse would give insults a threshold, but on yet other sources more than this
# share of what it rejects is fine: no promise to keep.
WRONGLY_REJECTED = 0.01
# Of ordinary comments, at most this share may be held for a person, by all attributes
# together and in either language: a look costs a moderator seconds, an insult that is
# published costs more.
WRONGLY_FLAGGED = 0.03
# Sets whose negatives are what a site gets; those of contrast sets are made to be hard.
ORDINARY = (
    "benign_fr", "fr_comments_", "en_comments", "fr_quotidien", "en_everyday", "fr_flux",
    "en_stream", "fr_spam_", "en_spam_", "toxifrench_agreement_fr", "ham_", "wiki_context_en",
)  # fmt: skip
FEWEST = 50
NEVER = 2.0
# Who gets how much of what may be held. Toxicity finds most of what the others find too, so it
# gets most: the same number of held comments then holds a tenth more of the toxic ones.
PART_OF_FLAGS = {
    "toxicity": 1.0, "insult": 0.8, "spam": 0.6, "threat": 0.3, "identity_attack": 0.3,
    "severe_toxicity": 0.2, "sexually_explicit": 0.2,
}  # fmt: skip
# Swearing with joy is no offence; by itself it holds nothing back. A site may choose so.
NEVER_BY_ITSELF = {"profanity"}


def probabilities(arrays: storage.Arrays, data: Data) -> NDArray[np.float64]:
    """(rows, attributes), as `Model.score` gives them."""
    return calibrated(arrays, heads.raw(arrays, data), data.rows)


def calibrated(
    arrays: storage.Arrays, raw: NDArray[np.float64], rows: list[Row]
) -> NDArray[np.float64]:
    """Raw logits (rows, attributes) as probabilities, by the language of each row."""
    tags = [calibration_of(row.language) for row in rows]
    logits = arrays["slope"][:, tags].T * raw + arrays["shift"][:, tags].T
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -MOST, MOST))))


def thresholds(found: NDArray[np.float64], rows: list[Row]) -> dict[str, dict[str, float]]:
    """For each attribute where to flag and where to reject, from the stated error rates."""
    flags = _flags(found, rows)
    made = {}
    for head, attribute in enumerate(ATTRIBUTES):
        scores, truth = known(found[:, head], rows, attribute, ("fr", "en"))
        reject = _first_with_precision(scores, truth, 1 - WRONGLY_REJECTED)
        flag = float(flags[head])
        if attribute in NEVER_BY_ITSELF:
            flag = reject = NEVER
        made[attribute] = {"flag": _up(flag), "reject": _up(max(reject, flag))}
    return made


def _up(threshold: float) -> float:
    """Four digits, never lower than it was: a little lower can hold one comment too many."""
    return math.ceil(threshold * 10_000) / 10_000


def ordinary(rows: list[Row], language: str) -> NDArray[np.int64]:
    """Places of comments that nothing should hold back."""
    return np.array(
        [
            n
            for n, row in enumerate(rows)
            if row.source.startswith(ORDINARY) and row.language == language and _harmless(row)
        ],
        dtype=np.int64,
    )


def fine(rows: list[Row], attribute: str) -> tuple[list[int], NDArray[np.bool_]]:
    """Where the rows are whose label is known, and which of them nobody should reject."""
    mine, truth = places(rows, attribute, ("fr", "en"))
    return mine, ~truth & np.array([_harmless(rows[n]) for n in mine], dtype=bool)


def _harmless(row: Row) -> bool:
    return all(value < 0.5 for name, value in row.labels.items() if name != "profanity")


def _flags(found: NDArray[np.float64], rows: list[Row]) -> NDArray[np.float64]:
    """Quantiles of ordinary comments, so chosen that all attributes together keep to the rate."""
    places = [ordinary(rows, tag) for tag in ("fr", "en")]
    fine = [found[mine] for mine in places if len(mine)]
    shares = np.array([PART_OF_FLAGS.get(name, 0.0) for name in ATTRIBUTES])
    flags = np.ones(len(ATTRIBUTES))
    for share in np.arange(2 * WRONGLY_FLAGGED, 0, -0.0005) if fine else ():
        flags = np.max([_quantiles(scores, 1 - share * shares) for scores in fine], axis=0)
        held = [(scores >= flags)[:, shares > 0].any(axis=1).mean() for scores in fine]
        if max(held) <= WRONGLY_FLAGGED:
            break
    return flags


def _quantiles(scores: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([np.quantile(column, q) for column, q in zip(scores.T, shares, strict=True)])


def figures(found: NDArray[np.float64], rows: list[Row]) -> dict[str, dict[str, Any]]:
    """Per attribute and language: rows, positives, ROC-AUC and average precision."""
    made: dict[str, dict[str, Any]] = {}
    for head, attribute in enumerate(ATTRIBUTES):
        for tag in ("fr", "en"):
            scores, truth = known(found[:, head], rows, attribute, (tag,))
            if truth.any() and not truth.all():
                made.setdefault(attribute, {})[tag] = {
                    "rows": len(truth),
                    "positives": int(truth.sum()),
                    "auc": round(float(roc_auc_score(truth, scores)), 4),
                    "average_precision": round(float(average_precision_score(truth, scores)), 4),
                }
    return made


def known(
    scores: NDArray[np.float64], rows: list[Row], attribute: str, languages: tuple[str, ...]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The scores of rows whose label is known, and whether each is positive."""
    mine, truth = places(rows, attribute, languages)
    return scores[mine], truth


def places(
    rows: list[Row], attribute: str, languages: tuple[str, ...]
) -> tuple[list[int], NDArray[np.bool_]]:
    """Where the rows are whose label is known, and whether each is positive."""
    mine = [
        n for n, row in enumerate(rows) if attribute in row.labels and row.language in languages
    ]
    return mine, np.array([rows[n].labels[attribute] >= 0.5 for n in mine], dtype=bool)


def _first_with_precision(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], precision: float
) -> float:
    """The lowest score above which at least `precision` is right; NEVER where none is."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((right >= precision) & (np.arange(len(order)) >= FEWEST - 1))
    return float(scores[order][good[-1]]) if len(good) else NEVER
