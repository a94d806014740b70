"""Boosted trees over the signs: what several signs mean together, beside what each means alone.

Every tree is complete: node n asks whether sign `feature[n]` is above `threshold[n]` and goes on
to 2n + 1 (no) or 2n + 2 (yes). Signs and thresholds are never negative, so that a sign which a
comment lacks always answers no: only the signs that are there need to be asked about. All the
answers of one tree are the bits of a number, and one table for all trees turns that number
into the leaf.

Each node holds the mean of the leaves below it, weighed by the rows that it was trained on.
On its way from the root to a leaf a comment moves from the mean of all to its own value, and
each step belongs to the sign that was asked about; so the steps sum to the logit exactly.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier.features import ranges

DEPTH = 4
NODES, LEAVES = (1 << DEPTH) - 1, 1 << DEPTH
# A threshold that no sign reaches: the node is not asked, as in a tree that stopped early.
UNREACHED = np.float32(np.inf)
# Values are whole steps of this: sums of them are exact, whatever their order.
GRAIN = 2.0**-20
# Larger amounts are all the same to a tree.
MOST = 1000.0

Floats = NDArray[np.float64]


def _leaf_table() -> NDArray[np.intp]:
    """The leaf (0 to LEAVES - 1) by the answers of all nodes, node n in bit n."""
    answers = np.arange(1 << NODES)
    node = np.zeros_like(answers)
    for _ in range(DEPTH):
        node = 2 * node + 1 + (answers >> node & 1)
    return np.asarray(node - NODES, dtype=np.intp)


class Trees:
    """Each head has trees of its own; a score is a mixture of what the heads say.

    Arrays: `feature` (heads, trees, NODES) int16, `threshold` like it, float32, `value` (heads,
    trees, NODES + LEAVES) float32: the mean of each node, then of each leaf; `mix` (attributes,
    heads): how much of each head goes into each score.
    """

    def __init__(
        self,
        feature: NDArray[Any],
        threshold: NDArray[Any],
        value: NDArray[Any],
        mix: Floats,
        signs: int,
    ) -> None:
        """`signs`: how many there are.

        Raises:
            ValueError: the arrays do not fit each other, or ask about signs that are not there.
        """
        heads, trees, _ = feature.shape
        fits = feature.shape == threshold.shape == (heads, trees, NODES)
        if not fits or value.shape != (heads, trees, NODES + LEAVES) or mix.shape[1] != heads:
            raise ValueError("its trees do not fit each other")
        if feature.size and not (feature.min() >= 0 and feature.max() < signs):
            raise ValueError("its trees ask about other signs")
        if threshold.size and not threshold.min() >= 0:
            raise ValueError("its trees ask for less than nothing")
        self._feature, self._threshold = feature.astype(np.intp), threshold
        self._value, self._mix = value.astype(np.float64), mix
        self._leaves = np.ascontiguousarray(self._value[..., NODES:]).reshape(-1)
        self._first_leaf = np.arange(heads * trees) * LEAVES
        self._table = _leaf_table()
        self._asked = _by_sign(self._feature, threshold, signs)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], signs: int) -> "Trees":
        """From `tree_feature`, `tree_threshold`, `tree_value` and `mix`."""
        feature, threshold = arrays["tree_feature"], arrays["tree_threshold"]
        return cls(feature, threshold, arrays["tree_value"], arrays["mix"], signs)

    def logits(self, signs: NDArray[Any]) -> Floats:
        """(rows, attributes) from the values of the signs (rows, signs), none of them negative."""
        heads, trees, _ = self._feature.shape
        places = self._table[self._answers(signs)] + self._first_leaf
        said = self._leaves[places].reshape(len(signs), heads, trees).sum(axis=2)
        # No matrix product: its last digit depends on how many rows there are.
        mixed: Floats = (said[:, None, :] * self._mix).sum(axis=2)
        return mixed

    def contributions(self, row: NDArray[Any], attribute: int) -> tuple[float, Floats]:
        """What no comment can change, and what each sign (signs,) adds to the logit.

        Signs that the comment lacks can have a share too: that they are missing was asked.
        """
        constant, added = 0.0, np.zeros(len(row))
        for head in np.flatnonzero(self._mix[attribute]).tolist():
            share = self._mix[attribute, head]
            added += share * self._steps(row, head)
            constant += share * float(self._value[head, :, 0].sum())
        return constant, added

    def _steps(self, row: NDArray[Any], head: int) -> Floats:
        """What each sign adds to one head on the way from the roots to the leaves."""
        feature, threshold, value = (a[head] for a in (self._feature, self._threshold, self._value))
        every = np.arange(len(feature))
        node = np.zeros(len(feature), dtype=np.intp)
        added = np.zeros(len(row))
        for _ in range(DEPTH):
            asked = feature[every, node]
            following = 2 * node + 1 + (row[asked] > threshold[every, node])
            np.add.at(added, asked, value[every, following] - value[every, node])
            node = following
        return added

    def _answers(self, signs: NDArray[Any]) -> NDArray[np.uint16]:
        """(rows, heads * trees): the answers of each tree as the bits of one number."""
        starts, thresholds, nodes = self._asked
        rows, present = np.nonzero(signs)
        # Of each sign that is there, the nodes whose threshold it passes come first.
        first = starts[present]
        passed = np.searchsorted(thresholds, _key(present, signs[rows, present])) - first
        yes = np.zeros((len(signs), len(self._first_leaf) * (NODES + 1)), dtype=np.uint8)
        yes[np.repeat(rows, passed), nodes[ranges(first, passed)]] = 1
        return np.asarray(np.packbits(yes, axis=1, bitorder="little").view("<u2"), np.uint16)


def _key(sign: NDArray[np.intp], amount: NDArray[Any]) -> Floats:
    """Orders by sign, then by amount: one search finds the place of many amounts."""
    return np.asarray(sign * (2 * MOST) + np.minimum(amount, MOST), np.float64)


def _by_sign(
    feature: NDArray[np.intp], threshold: NDArray[Any], signs: int
) -> tuple[NDArray[np.intp], Floats, NDArray[np.intp]]:
    """The nodes grouped by the sign they ask about, the lowest threshold of each first.

    Returns where each sign's nodes start (signs + 1,), their keys, and their bits.
    """
    bits = np.arange(feature[..., 0].size)[:, None] * (NODES + 1) + np.arange(NODES)
    reached = np.flatnonzero(np.isfinite(threshold).reshape(-1))
    asked, above = feature.reshape(-1)[reached], threshold.reshape(-1)[reached]
    order = np.lexsort((above, asked))
    starts = np.searchsorted(asked[order], np.arange(signs + 1))
    return starts, _key(asked[order], above[order]), bits.reshape(-1)[reached][order]
