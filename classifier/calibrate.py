"""From raw logits to probabilities, learned on sources that the scoring model never met.

Within the sets that it was trained on a model is surer than it will be on a new site. So the
slope and shift of each language come from rows that were left out with their whole source,
each source counting alike.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from classifier import evaluate
from classifier.corpus import Row
from classifier.reading import CALIBRATED
from classifier.types import ATTRIBUTES

Floats = NDArray[np.float64]

# Positives that a language must have for a calibration of its own
FEWEST = 25
# More rows of one source than this do not make it count more.
ALIKE = 300


def aligned(unseen: Floats, small: Floats, whole: Floats) -> Floats:
    """`unseen` as the shipped model would have said it.

    Models that leave a source out are trained on fewer rows, so that their logits are nearer
    to 0. `small` and `whole` are what a model of so few rows and the shipped one say of the
    same rows (rows, attributes); a line through them, one for each head, tells how much.
    """
    slope = (whole.std(axis=0) + 1e-9) / (small.std(axis=0) + 1e-9)
    return np.asarray((unseen - small.mean(axis=0)) * slope + whole.mean(axis=0))


def platt(raw: Floats, rows: list[Row]) -> tuple[Floats, Floats]:
    """Slopes and shifts (attributes, CALIBRATED): probability = sigmoid(slope * raw + shift)."""
    lines = [list(_lines(raw[:, head], rows, name)) for head, name in enumerate(ATTRIBUTES)]
    return np.array(lines)[..., 0], np.array(lines)[..., 1]


def _lines(raw: Floats, rows: list[Row], attribute: str) -> Iterator[tuple[float, float]]:
    for tag in CALIBRATED:
        mine, truth = evaluate.places(rows, attribute, (tag,))
        if min(truth.sum(), (~truth).sum()) < FEWEST:
            mine, truth = evaluate.places(rows, attribute, ("fr", "en"))
        model = LogisticRegression(C=1e6)
        model.fit(raw[mine].reshape(-1, 1), truth, sample_weight=_alike([rows[n] for n in mine]))
        yield float(model.coef_[0, 0]), float(model.intercept_[0])


def _alike(rows: list[Row]) -> Floats:
    """Weights that let each source count as ALIKE rows at most."""
    _, source, rows_of = np.unique(
        [row.source for row in rows], return_inverse=True, return_counts=True
    )
    return np.minimum(1.0, ALIKE / rows_of)[source]
