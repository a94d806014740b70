"""The heads: what is fitted for each attribute, and how one head helps another.

A head is a logistic regression over words, signs and form, and boosted trees over the signs.
Words are hashed and scaled by naive-Bayes ratios (Wang, Manning 2012); signs come from the
lexicons and from what stands around their words. What a head says is then mixed with what
others say, by weights that held on sources left out of the training.
"""

import warnings
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from classifier import corpus, encode, grow, storage
from classifier.corpus import Row
from classifier.encode import Data, Say, weigh
from classifier.features import COLUMNS
from classifier.trees import Trees
from classifier.types import ATTRIBUTES

SEED = 20261124
TOUGHNESS = 1.5
SMOOTHING = 1.0
# Of words that are not scaled by what they tell: about the mean of those that are
EVEN_SCALE = 2.0
# How much these count beside those that are
EVEN_SHARE = 0.7
# Signs on the scale of the words' values, so that one penalty suits both.
SIGN_SCALE = 0.5
# A comment in French counts more than one in another language: it is what we are for.
WEIGHTS = {"fr": 2.0, "en": 1.0}
# More rows than these do not make a source count more: the large ones, labelled by programs or
# all of one kind, would drown the near.
COUNTED = 2500
# Sets of hate give toxicity positives alone, in the tone of their own source.
HATE_WEIGHT = 0.3
# The solver stops long before it has settled: what it would still learn is its sources by heart.
ROUNDS = 12
# Comments that trees read at a time
AT_ONCE = 1000
# Heads with labels enough for trees, and how much of these is added
TREED = ("toxicity", "insult", "threat", "identity_attack")
TREE_SHARE = 0.3
# What a head hears of others: those with few labels, or few in one language, gain most.
HEARS: dict[str, dict[str, float]] = {
    "insult": {"toxicity": 0.8},
    "profanity": {"toxicity": 0.2},
    "threat": {"severe_toxicity": 0.3},
    "severe_toxicity": {"toxicity": 1.0, "threat": 0.5, "identity_attack": 0.5},
    "sexually_explicit": {"toxicity": 0.3, "profanity": 0.2},
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What goes into a model; the parts that are off are those of an earlier one."""

    name: str
    signs: bool = True
    trees: bool = True
    mixed: bool = True
    # Words on one scale too, not by naive-Bayes ratios alone
    even: bool = True


WORDS = Recipe("words", signs=False, trees=False, mixed=False, even=False)
SIGNS = Recipe("words + signs", trees=False, mixed=False, even=False)
SHIPPED = Recipe("shipped")


def fit(fitted: Data, recipe: Recipe, say: Say) -> storage.Arrays:
    """All heads, not yet calibrated: `idf`, `weights`, `signs`, `form`, `bias`, `tree_*`, `mix`."""
    idf = encode.inverse_frequency(fitted.text)
    text = weigh(fitted.text, idf)
    if not recipe.signs:
        fitted = Data(fitted.rows, fitted.text, fitted.signs * 0, fitted.form)
    linear = []
    for attribute in ATTRIBUTES:
        linear.append(_linear(fitted, text, attribute, recipe))
        say(f"  fitted {attribute}")
    grown = [_trees(fitted, attribute) if recipe.trees else grow.bare() for attribute in TREED]
    arrays = _named(("weights", "signs", "form", "bias"), linear)
    arrays |= _named(("tree_feature", "tree_threshold", "tree_value"), grown)
    mix = mixture() if recipe.mixed else np.eye(len(ATTRIBUTES))
    # What is linear can be mixed now; trees are when a comment is read.
    for name in ("weights", "signs", "form", "bias"):
        arrays[name] = np.tensordot(mix, arrays[name], axes=1)
    arrays["weights"] = arrays["weights"].astype(np.float16)
    return arrays | {"idf": idf, "mix": mix[:, [ATTRIBUTES.index(name) for name in TREED]]}


def raw(arrays: storage.Arrays, data: Data) -> NDArray[np.float64]:
    """(rows, attributes): logits before they are calibrated."""
    text = weigh(data.text, arrays["idf"])
    found = text @ arrays["weights"].astype(np.float32).T
    found = found + data.signs @ arrays["signs"].T + data.form @ arrays["form"].T
    trees = Trees.from_arrays(arrays, data.signs.shape[1])
    parts = (data.signs[n : n + AT_ONCE] for n in range(0, len(data.rows), AT_ONCE))
    grown = [trees.logits(part.toarray()) for part in parts]
    return np.asarray(found + np.concatenate(grown) + arrays["bias"])


def mixture() -> NDArray[np.float64]:
    """(attributes, attributes): how much of each head goes into each score."""
    mix = np.eye(len(ATTRIBUTES))
    for attribute, heard in HEARS.items():
        for other, share in heard.items():
            mix[ATTRIBUTES.index(attribute), ATTRIBUTES.index(other)] = share
    return mix


def known(data: Data, attribute: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The rows whose label of `attribute` is known, and whether it is positive."""
    places = [n for n, row in enumerate(data.rows) if attribute in row.labels]
    truth = [data.rows[n].labels[attribute] >= 0.5 for n in places]
    return np.array(places, dtype=np.int64), np.array(truth, dtype=bool)


def _linear(
    fitted: Data, text: sparse.csr_matrix, attribute: str, recipe: Recipe
) -> tuple[Any, ...]:
    """Weights of words, of signs, of form signals, and the bias: two fits, mixed.

    Scaled by naive-Bayes ratios, words that tell the classes apart are learned boldly, which
    ranks English news comments best; all on one scale, French and rare labels. Both together
    are better than either.
    """
    places, truth = known(fitted, attribute)
    if truth.all() or not truth.any():
        return (
            np.zeros(COLUMNS),
            np.zeros(fitted.signs.shape[1]),
            np.zeros(fitted.form.shape[1]),
            0.0,
        )
    words, weights = text[places], _weights(fitted, places, attribute)
    # Form signals speak of spam alone: having a web site is no insult.
    form = sparse.csr_matrix(fitted.form[places] * (attribute == "spam"))
    beside = sparse.hstack([fitted.signs[places] * SIGN_SCALE, form], format="csr")
    learned, bias = _logistic(words, _log_count_ratio(words, truth), beside, truth, weights)
    if recipe.even:
        scale = np.full(COLUMNS, EVEN_SCALE, dtype=np.float32)
        even = _logistic(words, scale, beside, truth, weights)
        learned = (1 - EVEN_SHARE) * learned + EVEN_SHARE * even[0]
        bias = (1 - EVEN_SHARE) * bias + EVEN_SHARE * even[1]
    of_words, of_signs, of_form = np.split(learned, [COLUMNS, COLUMNS + fitted.signs.shape[1]])
    return of_words, of_signs * SIGN_SCALE, of_form, float(bias)


def _logistic(
    words: sparse.csr_matrix,
    scale: NDArray[np.float32],
    beside: sparse.csr_matrix,
    truth: NDArray[np.bool_],
    weights: NDArray[np.float64],
) -> tuple[NDArray[np.float64], float]:
    """Weights of words, then of what is beside them, and the bias."""
    model = LogisticRegression(
        C=TOUGHNESS, solver="liblinear", dual=True, random_state=SEED, tol=1e-3, max_iter=ROUNDS
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(_beside(words, scale, beside), truth, sample_weight=weights)
    learned = model.coef_[0]
    learned[:COLUMNS] *= scale
    return learned, float(model.intercept_[0])


def _beside(
    words: sparse.csr_matrix, scale: NDArray[np.float32], beside: sparse.csr_matrix
) -> sparse.csr_matrix:
    """Words by their scale, and what else there is. (A product with a diagonal matrix says the
    same and takes ten times as long.)"""
    scaled = words.data * scale[words.indices], words.indices, words.indptr
    return sparse.hstack([sparse.csr_matrix(scaled, shape=words.shape), beside], format="csr")


def _trees(fitted: Data, attribute: str) -> grow.Head:
    """Trees over the signs. A comment without any, as in a language that has no lexicon, has
    nothing to tell them."""
    places, truth = known(fitted, attribute)
    told = np.diff(fitted.signs.indptr)[places] > 0
    places, truth = places[told], truth[told]
    if truth.all() or not truth.any():
        return grow.bare()
    signs = fitted.signs[places].toarray()
    return grow.grow(signs, truth, _weights(fitted, places, attribute), TREE_SHARE, SEED)


def _log_count_ratio(text: sparse.csr_matrix, truth: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How much more a feature is met in positives than in negatives."""
    positive, negative = (SMOOTHING + text.T @ side.astype(np.float32) for side in (truth, ~truth))
    ratio = np.log((positive / positive.sum()) / (negative / negative.sum()))
    return np.asarray(ratio, dtype=np.float32)


def _weights(data: Data, places: NDArray[np.int64], attribute: str) -> NDArray[np.float64]:
    """How much each row counts, a source no more than COUNTED of its rows."""
    rows = [data.rows[n] for n in places]
    sources = Counter(row.source for row in rows)
    crowded = [min(1.0, COUNTED / sources[row.source]) for row in rows]
    return np.array([weight(row, attribute) for row in rows]) * crowded


def weight(row: Row, attribute: str) -> float:
    """How much a row counts for an attribute by its kind."""
    far = HATE_WEIGHT if attribute == "toxicity" and row.source in corpus.HATE_ONLY else 1.0
    return WEIGHTS.get(row.language, 0.5) * far * (0.5 if row.weak else 1.0)


def _named(names: tuple[str, ...], heads: list[tuple[Any, ...]]) -> storage.Arrays:
    return {
        name: np.array(part) for name, part in zip(names, zip(*heads, strict=True), strict=True)
    }
