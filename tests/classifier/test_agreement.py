"""Agreement of two sets of scores, against what is known of it."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from classifier.agreement import NEVER, agreement, auc, rank_correlation, ranks, same_number

RANDOM = np.random.default_rng(1)
COARSE = RANDOM.integers(0, 20, 500) / 20
FINE = RANDOM.random(500)


def test_equal_values_share_a_rank() -> None:
    assert ranks(np.array([0.5, 0.1, 0.5, 0.9])).tolist() == [2.5, 1.0, 2.5, 4.0]


def test_the_area_is_the_one_that_others_compute() -> None:
    positive = FINE > 0.7
    assert auc(COARSE, positive) == pytest.approx(roc_auc_score(positive, COARSE))


def test_order_is_all_that_counts() -> None:
    assert rank_correlation(FINE, FINE**3) == pytest.approx(1.0)
    assert rank_correlation(FINE, 1 - FINE) == pytest.approx(-1.0)
    found = rank_correlation(FINE, COARSE)
    assert found is not None and abs(found) < 0.15


def test_what_cannot_be_said_is_not_said() -> None:
    assert rank_correlation(FINE, np.zeros(500)) is None
    assert auc(FINE, np.zeros(500, dtype=bool)) is None
    assert auc(FINE, np.ones(500, dtype=bool)) is None
    with pytest.raises(ValueError, match="nothing"):
        agreement(np.array([]), np.array([]), 0.8)


@pytest.mark.parametrize("number", [0, 1, 37, 499, 500])
def test_a_threshold_flags_the_number_that_is_asked_for(number: int) -> None:
    assert int((same_number(FINE, number) <= FINE).sum()) == number
    assert same_number(FINE, 0) == NEVER


def test_scores_that_stand_for_each_other_agree_throughout() -> None:
    found = agreement(FINE, FINE**2, 0.8)
    assert found.flagged == found.both == int((FINE >= 0.8).sum())
    assert (found.only_theirs, found.only_ours, found.agreed) == (0, 0, 1.0)
    assert found.auc == 1.0 and found.threshold == pytest.approx(0.64, abs=0.02)
    assert found.low <= found.threshold <= found.high


def test_chance_agrees_by_chance() -> None:
    found = agreement(FINE, np.random.default_rng(2).random(500), 0.5)
    assert found.auc == pytest.approx(0.5, abs=0.1)
    assert found.both + found.only_theirs == found.both + found.only_ours == found.flagged


def test_the_same_rate_holds_on_another_sample() -> None:
    """Nine times in ten at least, the threshold for another sample lies within the interval."""
    draw = np.random.default_rng(3)
    within = 0
    for _ in range(100):
        theirs, ours = draw.random(400), draw.random(400)
        found = agreement(theirs, ours, 0.9)
        within += found.low <= 0.9 <= found.high
    assert within >= 90
