"""Training: fit the heads, calibrate them on unseen sources, set the thresholds, write it down.

The same data and seed give the same file, byte for byte.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn import __version__ as sklearn_version

from classifier import calibrate, corpus, encode, evaluate, heads, leave_out, storage
from classifier.corpus import Row
from classifier.encode import Data, Say
from classifier.heads import SEED, SHIPPED

# A deal of the groups that gives every set of our own rows in each part
DEAL = 5
# Rows of one set at most, so that a large foreign set does not drown a small near one.
PER_SET = 9000
# Of these, so many stand in the models that leave a source out: there are ten of them.
PER_SET_UNSEEN = 1000
FOREIGN_SHARE = 0.3


def train(data: Path, out: Path, say: Say = print) -> dict[str, Any]:
    """Train all heads on the sets in `data` and write the model to `out`.

    Returns the manifest. Raises FileNotFoundError where `data` holds no sets.
    """
    rows = list(select(corpus.read(data)))
    say(f"{len(rows)} rows of {len({row.source for row in rows})} sets")
    table = encode.learn_languages(sorted(rows, key=lambda row: _hash(row.group)))
    whole = encode.encode(rows, table, say)
    return build(whole, table, out, say)


def build(whole: Data, table: NDArray[np.float32], out: Path, say: Say) -> dict[str, Any]:
    """The model from rows that are read already."""
    fitted, test = (_part(whole, name) for name in ("fit", "test"))
    arrays = heads.fit(fitted, SHIPPED, say)
    unseen, rows = _unseen(whole, arrays, say)
    arrays["slope"], arrays["shift"] = calibrate.platt(unseen, rows)
    arrays["languages"] = table.astype(np.float16)
    found = evaluate.calibrated(arrays, unseen, rows)
    manifest = _manifest(whole.rows, arrays, test)
    manifest["thresholds"] = evaluate.thresholds(found, rows)
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
    """`fit` or `test`, by the row's group: 90 and 10 of a hundred."""
    return "fit" if _hash(f"{DEAL}:{row.group}") % 100 < 90 else "test"


def few(whole: Data, most: int) -> Data:
    """At most `most` rows of each set, fewer of foreign ones: for models that leave sets out."""
    taken: dict[str, int] = {}
    places = []
    for place, row in enumerate(whole.rows):
        share = 1 if row.language in heads.WEIGHTS else FOREIGN_SHARE
        if taken.get(row.source, 0) < most * share:
            taken[row.source] = taken.get(row.source, 0) + 1
            places.append(place)
    return whole[np.array(places, dtype=np.int64)]


def _unseen(whole: Data, arrays: storage.Arrays, say: Say) -> tuple[NDArray[np.float64], list[Row]]:
    """What the shipped model would say of rows whose source it had not met, and those rows."""
    small = few(whole, PER_SET_UNSEEN)
    test = _part(small, "test")
    alike = heads.fit(_part(small, "fit"), SHIPPED, lambda _: None)
    apart = leave_out.unseen(small, SHIPPED, say)
    made = calibrate.aligned(apart, heads.raw(alike, test), heads.raw(arrays, test))
    return made, small.rows


def _part(whole: Data, name: str) -> Data:
    return whole[np.array([n for n, row in enumerate(whole.rows) if part(row) == name])]


def _manifest(rows: list[Row], arrays: storage.Arrays, test: Data) -> dict[str, Any]:
    stamp = hashlib.sha256(b"".join(arrays[name].tobytes() for name in sorted(arrays)))
    sources = sorted({row.source for row in rows})
    return {
        "version": f"2026.11-{stamp.hexdigest()[:8]}",
        "sklearn": sklearn_version,
        "seed": SEED,
        "rows": {name: sum(row.source == name for row in rows) for name in sources},
        "figures": evaluate.figures(evaluate.probabilities(arrays, test), test.rows),
    }


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha1(text.encode("utf-8", "surrogatepass")).digest()[:8])
