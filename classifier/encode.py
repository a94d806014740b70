"""Rows as matrices, for training and for evaluation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classifier import context, language
from classifier.corpus import Row
from classifier.features import COLUMNS
from classifier.normalize import tokens
from classifier.reading import Reading, read

Say = Callable[[str], None]
# Enough rows of a language to know it by
LANGUAGE_ROWS = 3000


@dataclass(slots=True)
class Data:
    """`text` (rows, COLUMNS), `signs` (rows, context.NAMES), `form` (rows, form.NAMES)."""

    rows: list[Row]
    text: sparse.csr_matrix
    signs: sparse.csr_matrix
    form: NDArray[np.float32]

    def __getitem__(self, chosen: NDArray[np.int64]) -> "Data":
        rows = [self.rows[n] for n in chosen]
        return Data(rows, self.text[chosen], self.signs[chosen], self.form[chosen])


def encode(rows: Sequence[Row], table: language.Table, say: Say) -> Data:
    """Read every row as `Model.score` would."""
    readings = []
    for number, row in enumerate(rows):
        readings.append(read(replace(row.sample, language=row.language), table))
        if number % 20_000 == 19_999:
            say(f"  read {number + 1} of {len(rows)} rows")
    form = np.array([reading.form for reading in readings])
    return Data(list(rows), _text(readings), _signs(readings), form)


def learn_languages(rows: Sequence[Row]) -> language.Table:
    """The table that tells languages, from a part of the rows."""
    counts = np.zeros((len(language.TAGS), language.COLUMNS))
    left = dict.fromkeys(language.TAGS, LANGUAGE_ROWS)
    for row in rows:
        if left.get(row.language, 0):
            left[row.language] -= 1
            words = [t.word for t in tokens(row.sample.text)[: language.READ] if t.word.isalpha()]
            columns = [column for word in words for column in language.columns_of(word)]
            np.add.at(counts[language.TAGS.index(row.language)], columns, 1)
    return language.learn(counts).astype(np.float32)


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


def _text(readings: list[Reading]) -> sparse.csr_matrix:
    ends = np.cumsum([0] + [len(reading.text[0]) for reading in readings])
    columns = np.concatenate([reading.text[0] for reading in readings]).astype(np.int32)
    values = np.concatenate([reading.text[1] for reading in readings])
    return sparse.csr_matrix((values, columns, ends), shape=(len(readings), COLUMNS))


def _signs(readings: list[Reading]) -> sparse.csr_matrix:
    numbers = [sign.number for reading in readings for sign in reading.signs]
    values = [sign.value for reading in readings for sign in reading.signs]
    rows = np.repeat(np.arange(len(readings)), [len(reading.signs) for reading in readings])
    shape = (len(readings), len(context.NAMES))
    matrix = sparse.csr_matrix((np.array(values, dtype=np.float32), (rows, numbers)), shape=shape)
    matrix.sum_duplicates()
    return matrix
