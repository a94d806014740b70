"""Training: for each attribute one logistic regression over words, signs and form.

Words are hashed and scaled by naive-Bayes ratios (Wang, Manning 2012); signs come from the
lexicons and from what stands around their words. The same data and seed give the same file,
byte for byte.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn import __version__ as sklearn_version
from sklearn.linear_model import LogisticRegression

from classifier import corpus, encode, evaluate, storage
from classifier.corpus import Row
from classifier.encode import Data, Say, weigh
from classifier.features import COLUMNS
from classifier.reading import CALIBRATED
from classifier.types import ATTRIBUTES

SEED = 20261124
# A deal of the groups that gives every set of our own rows in each part
DEAL = 5
# Rows of one set at most, so that a large foreign set does not drown a small near one.
PER_SET = 9000
TOUGHNESS = 1.5
SMOOTHING = 1.0
# Signs on the scale of the words' values, so that one penalty suits both.
SIGN_SCALE = 0.5
# A comment in French counts more than one in another language: it is what we are for.
WEIGHTS = {"fr": 2.0, "en": 1.0}
OWN_WEIGHT = 3.0
# Sets of hate give toxicity positives alone, in the tone of their own source.
HATE_WEIGHT = 0.3
# Positives that a language must have for a calibration of its own
FEWEST_TO_CALIBRATE = 25


def train(data: Path, out: Path, say: Say = print) -> dict[str, Any]:
    """Train all heads on the sets in `data` and write the model to `out`.

    Returns the manifest. Raises FileNotFoundError where `data` holds no sets.
    """
    rows = list(select(corpus.read(data)))
    say(f"{len(rows)} rows of {len({row.source for row in rows})} sets")
    table = encode.learn_languages(sorted(rows, key=lambda row: _hash(row.group)))
    whole = encode.encode(rows, table, say)
    parts = {name: _part(whole, name) for name in ("fit", "tune", "test")}
    arrays = fit(parts["fit"], parts["tune"], ATTRIBUTES, say) | {"languages": _half(table)}
    manifest = _manifest(rows, arrays, parts["tune"], parts["test"])
    storage.save(out, arrays, manifest)
    return manifest


def select(rows: Iterable[Row], most: int = PER_SET) -> Iterable[Row]:
    """At most `most` rows of each set, chosen by hash so that order does not matter."""
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    for source in sorted(by_source):
        yield from sorted(by_source[source], key=lambda row: _hash(row.sample.text))[:most]


def part(row: Row) -> str:
    """`fit`, `tune` or `test`, by the row's group: 80, 10 and 10 of a hundred."""
    number = _hash(f"{DEAL}:{row.group}") % 100
    return "fit" if number < 80 else "tune" if number < 90 else "test"


def fit(fitted: Data, tune: Data, attributes: Iterable[str], say: Say) -> storage.Arrays:
    """Each attribute's weights, and what calibrates it on rows it was not fitted to."""
    idf = encode.inverse_frequency(fitted.text)
    text, tuned = weigh(fitted.text, idf), weigh(tune.text, idf)
    heads = []
    for attribute in attributes:
        weights, signs, signals, bias = head(fitted, text, attribute)
        raw = tuned @ weights + tune.signs @ signs + tune.form @ signals + bias
        slope, shift = zip(*_calibrate(raw, tune.rows, attribute), strict=True)
        heads.append((weights, signs, signals, bias, slope, shift))
        say(f"  fitted {attribute}")
    names = ("weights", "signs", "form", "bias", "slope", "shift")
    arrays: storage.Arrays = {
        name: np.array(values) for name, values in zip(names, zip(*heads, strict=True), strict=True)
    }
    arrays["weights"] = _half(arrays["weights"])
    return arrays | {"idf": idf}


def _part(whole: Data, name: str) -> Data:
    return whole[np.array([n for n, row in enumerate(whole.rows) if part(row) == name])]


def head(fitted: Data, text: sparse.csr_matrix, attribute: str) -> tuple[Any, ...]:
    """Weights of words, of signs, of form signals, and the bias."""
    known = np.array([n for n, row in enumerate(fitted.rows) if attribute in row.labels])
    truth = np.array([fitted.rows[n].labels[attribute] >= 0.5 for n in known])
    ratio = _log_count_ratio(text[known], truth)
    # Form signals speak of spam alone: having a web site is no insult.
    form = sparse.csr_matrix(fitted.form[known] * (attribute == "spam"))
    words, signs = text[known] @ sparse.diags(ratio), fitted.signs[known] * SIGN_SCALE
    model = LogisticRegression(C=TOUGHNESS, solver="liblinear", random_state=SEED, tol=1e-3)
    model.fit(
        sparse.hstack([words, signs, form], format="csr"),
        truth,
        sample_weight=[_weight(fitted.rows[n], attribute) for n in known],
    )
    learned = np.split(model.coef_[0], [COLUMNS, COLUMNS + signs.shape[1]])
    bias = float(model.intercept_[0])
    return learned[0] * ratio, learned[1] * SIGN_SCALE, learned[2], bias


def _log_count_ratio(text: sparse.csr_matrix, truth: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How much more a feature is met in positives than in negatives."""
    positive = SMOOTHING + text[truth].sum(axis=0).A1
    negative = SMOOTHING + text[~truth].sum(axis=0).A1
    ratio = np.log((positive / positive.sum()) / (negative / negative.sum()))
    return np.asarray(ratio, dtype=np.float32)


def _weight(row: Row, attribute: str) -> float:
    own = OWN_WEIGHT if row.source.startswith("fr_") and attribute != "spam" else 1.0
    far = HATE_WEIGHT if attribute == "toxicity" and row.source in corpus.HATE_ONLY else 1.0
    return WEIGHTS.get(row.language, 0.5) * own * far * (0.5 if row.weak else 1.0)


def _calibrate(
    raw: NDArray[np.float64], rows: list[Row], attribute: str
) -> Iterator[tuple[float, float]]:
    """Platt's slope and shift for each of CALIBRATED, on rows that were not fitted to."""
    for tag in CALIBRATED:
        known, truth = _known(rows, attribute, (tag,))
        if truth.sum() < FEWEST_TO_CALIBRATE:
            known, truth = _known(rows, attribute, ("fr", "en"))
        platt = LogisticRegression(C=1e6).fit(raw[known].reshape(-1, 1), truth)
        yield float(platt.coef_[0, 0]), float(platt.intercept_[0])


def _known(
    rows: list[Row], attribute: str, tags: tuple[str, ...]
) -> tuple[list[int], NDArray[np.bool_]]:
    known = [n for n, row in enumerate(rows) if attribute in row.labels and row.language in tags]
    return known, np.array([rows[n].labels[attribute] >= 0.5 for n in known], dtype=bool)


def _manifest(rows: list[Row], arrays: storage.Arrays, tune: Data, test: Data) -> dict[str, Any]:
    tuned, tested = (evaluate.probabilities(arrays, part) for part in (tune, test))
    stamp = hashlib.sha256(b"".join(arrays[name].tobytes() for name in sorted(arrays)))
    sources = sorted({row.source for row in rows})
    return {
        "version": f"2026.11-{stamp.hexdigest()[:8]}",
        "sklearn": sklearn_version,
        "seed": SEED,
        "rows": {name: sum(row.source == name for row in rows) for name in sources},
        "thresholds": evaluate.thresholds(tuned, tune.rows),
        "figures": evaluate.figures(tested, test.rows),
    }


def _half(numbers: NDArray[Any]) -> NDArray[np.float16]:
    return numbers.astype(np.float16)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha1(text.encode("utf-8", "surrogatepass")).digest()[:8])
