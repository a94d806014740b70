"""Trees: the quick way through them is the plain one, and every step has its place."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from classifier import grow
from classifier.trees import DEPTH, LEAVES, NODES, Trees

SIGNS, HEADS, TREES = 40, 3, 7


@pytest.fixture
def signs() -> NDArray[np.float32]:
    chance = np.random.default_rng(3)
    return (chance.integers(0, 7, (300, SIGNS)) * (chance.random((300, SIGNS)) < 0.3) / 3).astype(
        np.float32
    )


def grown() -> Trees:
    chance = np.random.default_rng(4)
    shape = (HEADS, TREES, NODES)
    threshold = (chance.integers(0, 5, shape) / 4).astype(np.float32)
    threshold[chance.random(shape) < 0.2] = np.inf
    value = np.round(chance.normal(size=(HEADS, TREES, NODES + LEAVES)) * 1024) / 1024
    mix = np.array([[1.0, 0, 0], [0.5, 1, 0], [0, 0, 0]])
    return Trees(chance.integers(0, SIGNS, shape), threshold, value, mix, SIGNS)


def walked(trees: Trees, row: NDArray[np.float32]) -> NDArray[np.float64]:
    """One comment through every tree, question by question."""
    said = np.zeros(HEADS)
    for head, tree in np.ndindex(HEADS, TREES):
        node = 0
        for _ in range(DEPTH):
            asked = trees._feature[head, tree, node]
            node = 2 * node + 1 + int(row[asked] > trees._threshold[head, tree, node])
        said[head] += trees._value[head, tree, node]
    return np.asarray(trees._mix @ said)


def test_all_at_once_is_what_each_question_in_turn_gives(signs: NDArray[np.float32]) -> None:
    trees = grown()
    expected = np.array([walked(trees, row) for row in signs])
    np.testing.assert_allclose(trees.logits(signs), expected, atol=1e-12)


def test_a_comment_alone_scores_as_among_others(signs: NDArray[np.float32]) -> None:
    trees = grown()
    together = trees.logits(signs)
    alone = np.concatenate([trees.logits(signs[n : n + 1]) for n in range(len(signs))])
    assert np.array_equal(together, alone)


def test_the_steps_sum_to_the_logit(signs: NDArray[np.float32]) -> None:
    trees = grown()
    for row, logits in zip(signs[:50], trees.logits(signs[:50]), strict=True):
        for attribute in range(HEADS):
            constant, added = trees.contributions(row, attribute)
            assert constant + added.sum() == pytest.approx(logits[attribute], abs=1e-9)


def test_laid_out_they_say_what_scikit_learn_says(signs: NDArray[np.float32]) -> None:
    many = np.tile(signs, (10, 1))
    truth = (many[:, 3] > 0.5) ^ (many[:, 5] > 0)
    weights = np.linspace(0.5, 2, len(many))
    feature, threshold, value = grow.grow(many, truth, weights, 1.0, 1)
    model = HistGradientBoostingClassifier(**grow.SHAPE, max_iter=grow.TREES, random_state=1)
    model.fit(many, truth, sample_weight=weights)
    trees = Trees(feature[None], threshold[None], value[None], np.ones((1, 1)), SIGNS)
    ours, theirs = trees.logits(many)[:, 0], model.decision_function(many)
    # Theirs starts from the share of positives, which the calibration adds to ours.
    np.testing.assert_allclose(ours - ours[0], theirs - theirs[0], atol=1e-3)


def test_where_nothing_is_common_enough_nothing_grows() -> None:
    rare = np.zeros((grow.FEWEST, 2), dtype=np.float32)
    rare[0] = 1
    feature, threshold, value = grow.grow(rare, rare[:, 0] > 0, np.ones(len(rare)), 1.0, 1)
    assert np.isinf(threshold).all()
    assert not value.any()
    assert feature.shape == (grow.TREES, NODES)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"feature": SIGNS}, "other signs"),
        ({"feature": -1}, "other signs"),
        ({"threshold": -0.5}, "less than nothing"),
        ({"threshold": float("nan")}, "less than nothing"),
    ],
)
def test_trees_of_another_model_are_refused(change: dict[str, float], why: str) -> None:
    arrays = {
        "tree_feature": np.zeros((1, 1, NODES), dtype=np.int16),
        "tree_threshold": np.zeros((1, 1, NODES), dtype=np.float32),
        "tree_value": np.zeros((1, 1, NODES + LEAVES), dtype=np.float32),
        "mix": np.ones((1, 1)),
    }
    for name, value in change.items():
        arrays[f"tree_{name}"][0, 0, 0] = value
    with pytest.raises(ValueError, match=why):
        Trees.from_arrays(arrays, SIGNS)


def test_trees_without_their_leaves_are_refused() -> None:
    node = np.zeros((1, 1, NODES))
    with pytest.raises(ValueError, match="do not fit"):
        Trees(node.astype(np.int16), node, node, np.ones((1, 1)), SIGNS)
