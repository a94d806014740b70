"""Growing the trees of one head with scikit-learn, and laying them out as `trees.py` reads them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from classifier.trees import DEPTH, GRAIN, LEAVES, NODES, UNREACHED

TREES = 120
# Comments that must have a sign for it to be asked about
FEWEST = 100
# Slow and cautious: what is learned must hold on sources that nobody has seen.
SHAPE: dict[str, Any] = {
    "learning_rate": 0.08,
    "max_depth": DEPTH,
    "max_leaf_nodes": LEAVES,
    "min_samples_leaf": 30,
    "l2_regularization": 5.0,
    "max_bins": 32,
    "early_stopping": False,
}

Head = tuple[NDArray[np.int16], NDArray[np.float32], NDArray[np.float32]]


def grow(
    signs: NDArray[np.float32],
    truth: NDArray[np.bool_],
    weights: NDArray[np.float64],
    scale: float,
    seed: int,
) -> Head:
    """`feature`, `threshold` and `value` of a head's trees; what they say is scaled by `scale`."""
    # A sign that hardly any comment has would be learned by heart.
    common = np.flatnonzero((signs != 0).sum(axis=0) >= FEWEST)
    if not len(common):
        return bare()
    shape = SHAPE | {"max_iter": TREES, "random_state": seed}
    model = HistGradientBoostingClassifier(**shape)
    model.fit(signs[:, common], truth, sample_weight=weights)
    # scikit-learn has no public name for the trees that it grew.
    laid = [_lay_out(stage[0].nodes, scale) for stage in model._predictors]
    feature, threshold, value = (np.array(arrays) for arrays in zip(*laid, strict=True))
    return common[feature].astype(np.int16), threshold, value


def bare() -> Head:
    """A head whose trees say nothing."""
    return (
        np.zeros((TREES, NODES), dtype=np.int16),
        np.full((TREES, NODES), UNREACHED, dtype=np.float32),
        np.zeros((TREES, NODES + LEAVES), dtype=np.float32),
    )


def _lay_out(nodes: NDArray[Any], scale: float) -> Head:
    """One grown tree as a complete one: below a leaf that came early, its own value goes on."""
    feature = np.zeros(NODES, dtype=np.int16)
    threshold = np.full(NODES, UNREACHED, dtype=np.float32)
    value = np.zeros(NODES + LEAVES, dtype=np.float32)
    means = np.round(_means(nodes) * scale / GRAIN) * GRAIN
    place = np.zeros(NODES + LEAVES, dtype=np.intp)
    for at in range(NODES + LEAVES):
        node = nodes[place[at]]
        value[at] = means[place[at]]
        if at >= NODES:
            continue
        left, right = 2 * at + 1, 2 * at + 2
        place[[left, right]] = place[at]
        if not node["is_leaf"]:
            feature[at], threshold[at] = node["feature_idx"], node["num_threshold"]
            place[[left, right]] = node["left"], node["right"]
    return feature, threshold, value


def _means(nodes: NDArray[Any]) -> NDArray[np.float64]:
    """The mean of the leaves below each node; a node's children always come after it."""
    means: NDArray[np.float64] = nodes["value"].copy()
    for at in range(len(nodes) - 1, -1, -1):
        if not nodes[at]["is_leaf"]:
            below = [nodes[at]["left"], nodes[at]["right"]]
            means[at] = np.average(means[below], weights=nodes["count"][below])
    return means
