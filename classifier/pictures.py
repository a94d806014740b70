"""Precision-recall, reliability and score distributions by language, as SVG."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.calibration import calibration_curve
from sklearn.metrics import precision_recall_curve

from classifier import draw, evaluate
from classifier.corpus import Row
from classifier.types import ATTRIBUTES

LANGUAGES = {"fr": "French", "en": "English"}
DRAWN = ("toxicity", "insult", "identity_attack", "spam")
BINS = 20

Scores = NDArray[np.float64]


def pictures(found: Scores, rows: list[Row], folder: Path) -> Iterator[str]:
    """Draws them into `folder`; gives the Markdown that shows them."""
    yield "\n## Pictures\n"
    for attribute in DRAWN:
        scores = found[:, ATTRIBUTES.index(attribute)]
        known = {n: evaluate.known(scores, rows, attribute, (t,)) for t, n in LANGUAGES.items()}
        for kind, axes, line in (
            ("precision-recall", ("recall", "precision"), _precision_recall),
            ("reliability", ("predicted", "observed"), _reliability),
            ("distribution", ("score", "share of rows up to it"), _distribution),
        ):
            path = folder / f"evaluation-{kind}-{attribute}.svg"
            series = {label: p for name, pair in known.items() for label, p in line(name, *pair)}
            draw.curves(path, f"{attribute}: {kind}", axes, series)
            yield f"![{kind} of {attribute}]({path.name})"


Named = Iterator[tuple[str, list[draw.Point]]]


def _precision_recall(name: str, scores: Scores, truth: NDArray[np.bool_]) -> Named:
    precision, recall, _ = precision_recall_curve(truth, scores)
    step = max(1, len(recall) // 200)
    yield name, list(zip(recall[::step], precision[::step], strict=True))


def _reliability(name: str, scores: Scores, truth: NDArray[np.bool_]) -> Named:
    observed, predicted = calibration_curve(truth, scores, n_bins=10)
    yield name, list(zip(predicted, observed, strict=True))


def _distribution(name: str, scores: Scores, truth: NDArray[np.bool_]) -> Named:
    edges = np.linspace(0, 1, BINS + 1)
    for label, chosen in ((f"{name}, positive", truth), (f"{name}, fine", ~truth)):
        yield label, [(float(edge), float((scores[chosen] <= edge).mean())) for edge in edges]
