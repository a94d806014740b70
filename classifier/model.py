"""The model in memory: scoring and explaining with nothing but numpy."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import form, storage
from classifier.context import NAMES as SIGNS
from classifier.features import grams, weighted
from classifier.reading import Reading, read
from classifier.types import ATTRIBUTES, Explanation, ModelError, Sample, Scores, Span


class Model:
    """A linear model per attribute over hashed text features and form signals.

    Arrays: `weights` (attributes, columns) float16, `idf` (columns,) float32, `signs`
    (attributes, context.NAMES) and `form` (attributes, form.NAMES) float64, `bias`
    (attributes,), `slope` and `shift` (attributes, reading.CALIBRATED) float64, the last two
    to calibrate by language: logit = slope * raw + shift;
    `languages` (language.TAGS, language.COLUMNS) float16.
    """

    def __init__(self, arrays: storage.Arrays, manifest: Mapping[str, Any]) -> None:
        self.version: str = manifest["version"]
        self.thresholds: Mapping[str, Mapping[str, float]] = manifest["thresholds"]
        self.manifest = manifest
        self._slope = arrays["slope"]
        self._constant = arrays["slope"] * arrays["bias"][:, None] + arrays["shift"]
        # Features first, so that one comment's features are rows next to each other.
        self._weights = np.ascontiguousarray(arrays["weights"].T, dtype=np.float32)
        self._signs = np.ascontiguousarray(arrays["signs"].T, dtype=np.float64)
        self._form = np.ascontiguousarray(arrays["form"].T, dtype=np.float64)
        self._languages = arrays["languages"].astype(np.float32)
        if len(self._signs) != len(SIGNS) or len(self._form) != len(form.NAMES):
            raise ValueError("it was trained for other signals")
        self._idf = arrays["idf"]

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
        return [self._score(sample) for sample in samples]

    def explain(self, sample: Sample, attribute: str) -> Explanation:
        """What each word and form signal adds to the logit of `attribute`, exactly."""
        head = ATTRIBUTES.index(attribute)
        reading = read(sample, self._languages)
        slope = self._slope[head, reading.calibration]
        signals = reading.form * self._form[:, head] * slope
        named = {n: float(v) for n, v in zip(form.NAMES, signals, strict=True) if v}
        added = slope * (self._words(reading, head) + self._signs_of(reading, head))
        spans = tuple(
            Span(token.start, token.end, float(value))
            for token, value in zip(reading.tokens, added[:-1], strict=True)
            if value
        )
        bias = float(self._constant[head, reading.calibration] + added[-1])
        total = bias + sum(named.values()) + sum(span.contribution for span in spans)
        return Explanation(total, bias, named, spans)

    def _score(self, sample: Sample) -> Scores:
        reading = read(sample, self._languages)
        values = 1 / (1 + np.exp(-np.clip(self._logits(reading), -30, 30)))
        return Scores(dict(zip(ATTRIBUTES, values.tolist(), strict=True)), reading.language)

    def _logits(self, reading: Reading) -> NDArray[np.float64]:
        columns, values = weighted(reading.text, self._idf)
        raw = (values @ self._weights[columns]).astype(np.float64) + reading.form @ self._form
        if reading.signs:
            numbers = [sign.number for sign in reading.signs]
            raw += np.array([sign.value for sign in reading.signs]) @ self._signs[numbers]
        place = reading.calibration
        return np.asarray(self._slope[:, place] * raw + self._constant[:, place])

    def _words(self, reading: Reading, head: int) -> NDArray[np.float64]:
        """What the text features of each token add; a last place for what belongs to none."""
        columns, values = weighted(reading.text, self._idf)
        parts = values.astype(np.float64) * self._weights[columns, head]
        by_column = dict(zip(columns.tolist(), parts.tolist(), strict=True))
        seen = list(grams(reading.tokens))
        times = Counter(column for column, _, _ in seen)
        added = np.zeros(len(reading.tokens) + 1)
        for column, first, last in seen:
            share = by_column[column] / times[column]
            added[first] += share / 2
            added[last] += share / 2
        return added

    def _signs_of(self, reading: Reading, head: int) -> NDArray[np.float64]:
        """What the signs add, spread evenly over the words that each was read from."""
        added = np.zeros(len(reading.tokens) + 1)
        for sign in reading.signs:
            whole = sign.value * self._signs[sign.number, head]
            places = [-1] if sign.first < 0 else list(range(sign.first, sign.last + 1))
            added[places] += whole / len(places)
        return added
