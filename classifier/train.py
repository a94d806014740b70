"""Training: hashed features scaled by naive-Bayes ratios, one logistic regression a head.

The same data and seed give the same file, byte for byte.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn import __version__ as sklearn_version
from sklearn.linear_model import LogisticRegression

from classifier import corpus, evaluate, form, storage
from classifier.corpus import Row
from classifier.features import COLUMNS, vector
from classifier.types import ATTRIBUTES

SEED = 20261124
# Rows of one set at most, so that a large foreign set does not drown a small near one.
PER_SET = 9000
TOUGHNESS = 3.0
SMOOTHING = 1.0
# A comment in French counts more than one in another language: it is what we are for.
WEIGHTS = {"fr": 2.0, "en": 1.0}
OWN_WEIGHT = 3.0

Say = Callable[[str], None]


@dataclass(slots=True)
class Data:
    """Rows as a matrix: `text` (rows, COLUMNS), `form` (rows, signals)."""

    rows: list[Row]
    text: sparse.csr_matrix
    form: NDArray[np.float32]


def train(data: Path, out: Path, say: Say = print) -> dict[str, Any]:
    """Train all heads on the sets in `data` and write the model to `out`.

    Returns the manifest. Raises FileNotFoundError where `data` holds no sets.
    """
    rows = list(select(corpus.read(data)))
    say(f"{len(rows)} rows of {len({row.source for row in rows})} sets")
    parts = {name: [row for row in rows if part(row) == name] for name in ("fit", "tune", "test")}
    fit, tune, test = (encode(parts[name], say, name) for name in ("fit", "tune", "test"))
    idf = inverse_frequency(fit.text)
    arrays = _heads(fit, tune, idf, say)
    manifest = _manifest(rows, arrays, tune, test)
    storage.save(out, arrays, manifest)
    return manifest


def select(rows: Iterable[Row]) -> Iterable[Row]:
    """At most PER_SET rows of each set, chosen by hash so that order does not matter."""
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    for source in sorted(by_source):
        yield from sorted(by_source[source], key=lambda row: _hash(row.sample.text))[:PER_SET]


def part(row: Row) -> str:
    """`fit`, `tune` or `test`, by the row's group: 80, 10 and 10 of a hundred."""
    number = _hash(row.group) % 100
    return "fit" if number < 80 else "tune" if number < 90 else "test"


def encode(rows: list[Row], say: Say, name: str) -> Data:
    """The rows as matrices."""
    columns, values, ends = [], [], [0]
    for number, row in enumerate(rows):
        found = vector(row.sample.text)
        columns.append(found[0])
        values.append(found[1])
        ends.append(ends[-1] + len(found[0]))
        if number % 20_000 == 19_999:
            say(f"  read {number + 1} of {len(rows)} rows to {name}")
    text = sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(columns), np.array(ends)),
        shape=(len(rows), COLUMNS),
    )
    return Data(rows, text, np.array([form.signals(row.sample) for row in rows]))


def inverse_frequency(text: sparse.csr_matrix) -> NDArray[np.float32]:
    seen = np.bincount(text.indices, minlength=COLUMNS)
    return np.asarray(np.log((1 + text.shape[0]) / (1 + seen)) + 1, dtype=np.float32)


def weigh(text: sparse.csr_matrix, idf: NDArray[np.float32]) -> sparse.csr_matrix:
    """Rows scaled by `idf` to length 1, as `features.weighted` does for one."""
    scaled = text.copy()
    scaled.data = scaled.data * idf[scaled.indices]
    lengths = np.sqrt(scaled.multiply(scaled).sum(axis=1)).A1
    lengths[lengths == 0] = 1
    return sparse.diags(1 / lengths).astype(np.float32) @ scaled


def _heads(fit: Data, tune: Data, idf: NDArray[np.float32], say: Say) -> storage.Arrays:
    """Each attribute's weights, and what calibrates it on rows it was not fitted to."""
    text, tuned = weigh(fit.text, idf), weigh(tune.text, idf)
    heads = []
    for attribute in ATTRIBUTES:
        weights, signals, bias = _head(fit, text, attribute)
        raw = tuned @ weights + tune.form @ signals + bias
        slope, shift = _calibrate(raw, tune.rows, attribute)
        heads.append((weights, signals, bias, slope, shift))
        say(f"  fitted {attribute}")
    names = ("weights", "form", "bias", "slope", "shift")
    arrays: storage.Arrays = {
        name: np.array(values) for name, values in zip(names, zip(*heads, strict=True), strict=True)
    }
    arrays["weights"] = arrays["weights"].astype(np.float16)
    arrays["form"] = arrays["form"].astype(np.float32)
    return arrays | {"idf": idf}


def _head(
    fit: Data, text: sparse.csr_matrix, attribute: str
) -> tuple[NDArray[np.float32], NDArray[np.float32], float]:
    known = [n for n, row in enumerate(fit.rows) if attribute in row.labels]
    truth = np.array([fit.rows[n].labels[attribute] >= 0.5 for n in known])
    ratio = _log_count_ratio(text[known], truth)
    signals = fit.form[known] if attribute == "spam" else np.zeros_like(fit.form[known])
    scaled = text[known] @ sparse.diags(ratio)
    matrix = sparse.hstack([scaled, sparse.csr_matrix(signals)], format="csr")
    model = LogisticRegression(C=TOUGHNESS, solver="liblinear", random_state=SEED, max_iter=200)
    model.fit(matrix, truth, sample_weight=[_weight(fit.rows[n]) for n in known])
    weights = model.coef_[0]
    return weights[:COLUMNS] * ratio, weights[COLUMNS:], float(model.intercept_[0])


def _log_count_ratio(text: sparse.csr_matrix, truth: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How much more a feature is met in positives than in negatives (Wang, Manning 2012)."""
    positive = SMOOTHING + text[truth].sum(axis=0).A1
    negative = SMOOTHING + text[~truth].sum(axis=0).A1
    ratio = np.log((positive / positive.sum()) / (negative / negative.sum()))
    return np.asarray(ratio, dtype=np.float32)


def _weight(row: Row) -> float:
    own = OWN_WEIGHT if row.source.startswith("fr_") else 1.0
    return WEIGHTS.get(row.language, 0.5) * own * (0.5 if row.weak else 1.0)


def _calibrate(raw: NDArray[Any], rows: list[Row], attribute: str) -> tuple[float, float]:
    """Platt's slope and shift, on French and English rows that were not fitted."""
    known = [n for n, row in enumerate(rows) if attribute in row.labels and row.language in WEIGHTS]
    truth = [rows[n].labels[attribute] >= 0.5 for n in known]
    platt = LogisticRegression(C=1e6).fit(raw[known].reshape(-1, 1), truth)
    return float(platt.coef_[0, 0]), float(platt.intercept_[0])


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


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha1(text.encode("utf-8", "surrogatepass")).digest()[:8])
