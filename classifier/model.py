"""The model in memory: scoring and explaining with nothing but numpy.

The logit of an attribute is a sum of what the words, the signs and the form add, scaled by the
calibration of the language; each part can say what it adds and where.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import form, origins, reading, storage, text
from classifier.context import NAMES as SIGNS
from classifier.normalize import tokens
from classifier.reading import Reader, Reading
from classifier.trees import Trees
from classifier.types import ATTRIBUTES, Explanation, ModelError, Sample, Scores, Span

Floats = NDArray[np.float64]

# Beyond it a probability is 0 or 1 as far as anybody cares, and nothing overflows.
MOST = 30


class Model:
    """Per attribute a linear model over hashed text features, signs and form signals, and boosted
    trees over the signs.

    Arrays: `weights` (attributes, columns) float16, `idf` (columns,) float32, `signs`
    (attributes, context.NAMES) and `form` (attributes, form.NAMES) float64, `bias`
    (attributes,), `slope` and `shift` (attributes, reading.CALIBRATED) float64, the last two
    to calibrate by language: logit = slope * raw + shift;
    `languages` (language.TAGS, language.COLUMNS) float16; what `Trees.from_arrays` takes.

    Threads may share it.
    """

    def __init__(self, arrays: storage.Arrays, manifest: Mapping[str, Any]) -> None:
        self.version: str = manifest["version"]
        self.thresholds: Mapping[str, Mapping[str, float]] = manifest["thresholds"]
        self.manifest = manifest
        self._slope = arrays["slope"]
        self._constant = arrays["slope"] * arrays["bias"][:, None] + arrays["shift"]
        self._signs = np.ascontiguousarray(arrays["signs"].T, dtype=np.float64)
        self._form = np.ascontiguousarray(arrays["form"].T, dtype=np.float64)
        if len(self._signs) != len(SIGNS) or len(self._form) != len(form.NAMES):
            raise ValueError("it was trained for other signals")
        self._trees = Trees.from_arrays(arrays, len(SIGNS))
        self._text = text.Weights(arrays["weights"], arrays["idf"])
        table = arrays["languages"].astype(np.float32)
        self._reader = Reader(table, {text.FACT: self._text.of_words})
        self._lock = Lock()

    @classmethod
    def load(cls, path: Path | None = None) -> "Model":
        """The model in folder `path`, or the one that tamis ships.

        Raises:
            ModelError: it is missing, damaged or foreign.
        """
        folder = path or storage.SHIPPED
        arrays, manifest = storage.load(folder)
        try:
            return cls(arrays, manifest)
        except (KeyError, ValueError, IndexError) as error:
            raise ModelError(f"The model in {folder} lacks a part: {error}.") from error

    def score(self, samples: Sequence[Sample]) -> list[Scores]:
        """One `Scores` for each sample, in order."""
        return [scores for part in reading.parts(samples) for scores in self._score(part)]

    def explain(self, sample: Sample, attribute: str) -> Explanation:
        """What each word and form signal adds to the logit of `attribute`, exactly."""
        [explained] = self.explain_each([(sample, attribute)])
        return explained

    def explain_each(self, asked: Sequence[tuple[Sample, str]]) -> list[Explanation]:
        """The same for many, each with an attribute of its own: read together, they take a
        fraction of the time."""
        heads = [ATTRIBUTES.index(attribute) for _, attribute in asked]
        found: list[Explanation] = []
        for part in reading.parts([sample for sample, _ in asked]):
            found += self._explain(part, heads[len(found) : len(found) + len(part)])
        return found

    def _explain(self, samples: Sequence[Sample], heads: Sequence[int]) -> list[Explanation]:
        with self._lock:
            read = self._reader.read(samples)
            words = self._text.by_word(read, self._reader.vocabulary, np.array(heads))
        signs, whole = self._by_sign(read, heads)
        slope = self._slope[heads, read.calibration]
        added = slope[read.row] * (words + signs)
        bias = self._constant[heads, read.calibration] + slope * whole
        signals = read.form * self._form[:, heads].T * slope[:, None]
        ends = np.searchsorted(read.row, np.arange(len(samples) + 1))
        return [
            _told(sample, float(bias[row]), signals[row], added[ends[row] : ends[row + 1]])
            for row, sample in enumerate(samples)
        ]

    def _by_sign(self, read: Reading, heads: Sequence[int]) -> tuple[Floats, Floats]:
        """What signs and trees add to each word, and to each text as a whole."""
        values = read.signs.matrix(len(heads)).astype(np.float64)
        weights, always = self._signs.T[heads], np.zeros(len(heads))
        for row, head in enumerate(heads):
            always[row], each = self._grown(values[row], head)
            weights[row] += each
        added, whole = read.signs.by_word(weights, len(read.words))
        return added, whole + always

    def _grown(self, values: Floats, head: int) -> tuple[float, Floats]:
        """What trees add to a text with these signs (NAMES,): always and for what it lacks, and
        (NAMES,) for each unit of the signs that it has."""
        constant, added = self._trees.contributions(values, head)
        there = values > 0
        each = np.divide(added, values, out=np.zeros_like(added), where=there)
        return constant + float(added[~there].sum()), each

    def _score(self, samples: Sequence[Sample]) -> list[Scores]:
        with self._lock:
            read = self._reader.read(samples)
            raw = self._text.raw(read, self._reader.vocabulary)
        logits = np.clip(self._logits(raw, read), -MOST, MOST)
        values = (1 / (1 + np.exp(-logits))).tolist()
        return [
            Scores(dict(zip(ATTRIBUTES, row, strict=True)), tag)
            for row, tag in zip(values, read.languages, strict=True)
        ]

    def _logits(self, words: NDArray[np.float64], read: Reading) -> NDArray[np.float64]:
        """(rows, attributes). What else is to be weighed is added to `raw` here."""
        signs = read.signs.added(self._signs, len(words))
        # No matrix product: its last digit depends on how many rows there are.
        signals = (read.form[:, :, None] * self._form).sum(axis=1)
        raw = words + signs + signals + self._trees.logits(read.signs.matrix(len(words)))
        place = read.calibration
        return np.asarray(self._slope[:, place].T * raw + self._constant[:, place].T)


def _told(sample: Sample, bias: float, signals: Floats, added: Floats) -> Explanation:
    """What is added by form signals (form.NAMES,), and by words in their order, put into words."""
    words = tokens(sample.text)
    named, by_word = origins.spread(sample, words, signals, added)
    spans = tuple(
        Span(token.start, token.end, float(value))
        for token, value in zip(words, by_word, strict=True)
        if value
    )
    total = bias + sum(named.values()) + sum(span.contribution for span in spans)
    return Explanation(total, bias, named, spans)
