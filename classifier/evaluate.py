"""How good the model is, on rows that it was not fitted to, and the thresholds that follow."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, roc_auc_score

from classifier import storage
from classifier.corpus import Row
from classifier.types import ATTRIBUTES

if TYPE_CHECKING:
    from classifier.train import Data

# Of what stands above a rejecting threshold, at most this share may be fine.
WRONGLY_REJECTED = 0.01
# Of fine comments, at most this share may be held for a person by one attribute.
WRONGLY_FLAGGED = 0.02
FEWEST = 50
NEVER = 2.0
# Swearing with joy is no offence; by itself it holds nothing back. A site may choose so.
NEVER_BY_ITSELF = {"profanity"}


def probabilities(arrays: storage.Arrays, data: "Data") -> NDArray[np.float64]:
    """(rows, attributes), as `Model.score` gives them."""
    from classifier.train import weigh

    text = weigh(data.text, arrays["idf"])
    raw = text @ arrays["weights"].astype(np.float32).T + data.form @ arrays["form"].T
    logits = arrays["slope"] * (raw + arrays["bias"]) + arrays["shift"]
    return np.asarray(1 / (1 + np.exp(-logits)))


def thresholds(found: NDArray[np.float64], rows: list[Row]) -> dict[str, dict[str, float]]:
    """For each attribute where to flag and where to reject, from the stated error rates."""
    made = {}
    for head, attribute in enumerate(ATTRIBUTES):
        scores, truth = _known(found[:, head], rows, attribute, ("fr", "en"))
        flag = float(np.quantile(scores[~truth], 1 - WRONGLY_FLAGGED))
        reject = _first_with_precision(scores, truth, 1 - WRONGLY_REJECTED)
        if attribute in NEVER_BY_ITSELF:
            flag = reject = NEVER
        made[attribute] = {"flag": round(flag, 4), "reject": round(max(reject, flag), 4)}
    return made


def figures(found: NDArray[np.float64], rows: list[Row]) -> dict[str, dict[str, Any]]:
    """Per attribute and language: rows, positives, ROC-AUC and average precision."""
    made: dict[str, dict[str, Any]] = {}
    for head, attribute in enumerate(ATTRIBUTES):
        for tag in ("fr", "en"):
            scores, truth = _known(found[:, head], rows, attribute, (tag,))
            if truth.any() and not truth.all():
                made.setdefault(attribute, {})[tag] = {
                    "rows": len(truth),
                    "positives": int(truth.sum()),
                    "auc": round(float(roc_auc_score(truth, scores)), 4),
                    "average_precision": round(float(average_precision_score(truth, scores)), 4),
                }
    return made


def _known(
    scores: NDArray[np.float64], rows: list[Row], attribute: str, languages: tuple[str, ...]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    known = [
        n for n, row in enumerate(rows) if attribute in row.labels and row.language in languages
    ]
    truth = np.array([rows[n].labels[attribute] >= 0.5 for n in known], dtype=bool)
    return scores[known], truth


def _first_with_precision(
    scores: NDArray[np.float64], truth: NDArray[np.bool_], precision: float
) -> float:
    """The lowest score above which at least `precision` is right; NEVER where none is."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((right >= precision) & (np.arange(len(order)) >= FEWEST - 1))
    return float(scores[order][good[-1]]) if len(good) else NEVER
