"""How one set of scores agrees with another on the same texts, by ranks alone.

Two services may mean the same by very different numbers: what can be compared is which text
each finds worse, and which share of them lies above a threshold.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
NEVER = 2.0
RESAMPLES = 200


@dataclass(frozen=True, slots=True)
class Agreement:
    """`theirs` flagged at `at`, against ours at the threshold that flags as many.

    `auc`: how often ours ranks a text that they flag above one that they do not; None where
    they flag all or none. `low` and `high`: between what thresholds here the same rate lies,
    for another sample of the same size (95 %). Counts are of texts.
    """

    texts: int
    at: float
    flagged: int
    correlation: float | None
    auc: float | None
    threshold: float
    low: float
    high: float
    both: int
    only_theirs: int
    only_ours: int

    @property
    def agreed(self) -> float:
        """Share of texts that both flag or neither does."""
        return 1 - (self.only_theirs + self.only_ours) / self.texts


def agreement(theirs: Scores, ours: Scores, at: float) -> Agreement:
    """Compare scores of the same texts, (texts,) each; they flag from `at` on.

    Raises:
        ValueError: there is no text.
    """
    if not len(theirs):
        raise ValueError("There is nothing to compare.")
    flagged = theirs >= at
    number = int(flagged.sum())
    threshold = same_number(ours, number)
    mine = ours >= threshold
    low, high = _interval(theirs, ours, at)
    return Agreement(
        texts=len(theirs),
        at=at,
        flagged=number,
        correlation=rank_correlation(theirs, ours),
        auc=auc(ours, flagged),
        threshold=threshold,
        low=low,
        high=high,
        both=int((flagged & mine).sum()),
        only_theirs=int((flagged & ~mine).sum()),
        only_ours=int((mine & ~flagged).sum()),
    )


def same_number(scores: Scores, number: int) -> float:
    """The threshold from which on about `number` of the scores lie; NEVER for none.

    Half-way to the next score below, so that it does not hang on one text's last digit.
    Equal scores cannot be told apart: all of them are above it, or none.
    """
    ordered = np.sort(scores)[::-1]
    if number == 0:
        return NEVER
    below = ordered[number] if number < len(ordered) else 0.0
    return float(ordered[number - 1] + below) / 2


def _interval(theirs: Scores, ours: Scores, at: float) -> tuple[float, float]:
    """Where the threshold lies for 95 of 100 samples of this size, by drawing texts anew."""
    draw = np.random.default_rng(0)
    found = []
    for _ in range(RESAMPLES):
        drawn = draw.integers(len(ours), size=len(ours))
        found.append(same_number(ours[drawn], int((theirs[drawn] >= at).sum())))
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def rank_correlation(first: Scores, second: Scores) -> float | None:
    """Spearman's rho in [-1, 1]; None where either has one value only."""
    one, other = (ranks(values) - (len(values) + 1) / 2 for values in (first, second))
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if size else None


def auc(scores: Scores, positive: NDArray[np.bool_]) -> float | None:
    """Area under the ROC curve; None where all are positive or none is."""
    yes = int(positive.sum())
    no = len(positive) - yes
    if not (yes and no):
        return None
    return float(ranks(scores)[positive].sum() - yes * (yes + 1) / 2) / (yes * no)


def ranks(values: Scores) -> Scores:
    """Ranks from 1 on; equal values share the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[place], dtype=np.float64)
