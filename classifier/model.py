"""The model in memory: scoring and explaining with nothing but numpy."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import form, language, storage
from classifier.features import Vector, grams, vector, weighted
from classifier.normalize import tokens
from classifier.types import ATTRIBUTES, Explanation, ModelError, Sample, Scores, Span


class Model:
    """A linear model per attribute over hashed text features and form signals.

    Arrays: `weights` (attributes, columns) float16, `idf` (columns,) float32, `form`
    (attributes, signals) float32, `bias` (attributes,) float64, `slope` and `shift`
    (attributes,) float64, which calibrate: logit = slope * raw + shift.
    """

    def __init__(self, arrays: storage.Arrays, manifest: Mapping[str, Any]) -> None:
        self.version: str = manifest["version"]
        self.thresholds: Mapping[str, Mapping[str, float]] = manifest["thresholds"]
        self.manifest = manifest
        self._slope = arrays["slope"]
        self._constant = arrays["slope"] * arrays["bias"] + arrays["shift"]
        # Features first, so that one comment's features are rows next to each other.
        self._weights = np.ascontiguousarray(arrays["weights"].T, dtype=np.float32)
        self._form = arrays["form"].astype(np.float64)
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
        signals = form.signals(sample) * self._form[head] * self._slope[head]
        named = {n: float(v) for n, v in zip(form.NAMES, signals, strict=True) if v}
        spans = self._spans(sample.text, head)
        bias = float(self._constant[head])
        total = bias + sum(named.values()) + sum(span.contribution for span in spans)
        return Explanation(total, bias, named, spans)

    def _score(self, sample: Sample) -> Scores:
        logits = self._logits(weighted(vector(sample.text), self._idf), form.signals(sample))
        values = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        named = dict(zip(ATTRIBUTES, map(float, values), strict=True))
        return Scores(named, language.detect(sample.text, sample.language or sample.site_language))

    def _logits(self, found: Vector, signals: NDArray[np.float32]) -> NDArray[np.float64]:
        columns, values = found
        raw = values.astype(np.float64) @ self._weights[columns] + self._form @ signals
        return np.asarray(self._slope * raw + self._constant)

    def _spans(self, text: str, head: int) -> tuple[Span, ...]:
        found = tokens(text)
        columns, values = weighted(vector(text), self._idf)
        parts = values.astype(np.float64) * self._weights[columns, head] * self._slope[head]
        by_column = dict(zip(columns.tolist(), parts.tolist(), strict=True))
        seen = list(grams(found))
        times = {column: 0 for column, _, _ in seen}
        for column, _, _ in seen:
            times[column] += 1
        added = [0.0] * len(found)
        for column, first, last in seen:
            share = by_column[column] / times[column]
            added[first] += share / 2
            added[last] += share / 2
        return tuple(
            Span(token.start, token.end, value)
            for token, value in zip(found, added, strict=True)
            if value
        )
