"""Rows as matrices, for training and for evaluation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from classifier import features, language, reading
from classifier.corpus import Row
from classifier.features import COLUMNS
from classifier.normalize import tokens
from classifier.reading import Reader, Reading
from classifier.vocabulary import Vocabulary

Say = Callable[[str], None]
# Enough rows of a language to know it by
LANGUAGE_ROWS = 3000


@dataclass(slots=True)
class Data:
    """`text` (rows, COLUMNS) counts, `signs` (rows, context.NAMES), `form` (rows, form.NAMES)."""

    rows: list[Row]
    text: sparse.csr_matrix
    signs: sparse.csr_matrix
    form: NDArray[np.float32]

    def __getitem__(self, chosen: NDArray[np.int64]) -> "Data":
        rows = [self.rows[n] for n in chosen]
        return Data(rows, self.text[chosen], self.signs[chosen], self.form[chosen])


def encode(rows: Sequence[Row], table: language.Table, say: Say) -> Data:
    """Read every row as `Model.score` would."""
    reader, read = Reader(table), 0
    text, signs, form = [], [], []
    for part in reading.parts([replace(row.sample, language=row.language) for row in rows]):
        found = reader.read(part)
        text.append(_text(found, reader.vocabulary, len(part)))
        signs.append(sparse.csr_matrix(found.signs.matrix(len(part))))
        form.append(found.form)
        read += len(part)
        if read // 20_000 > (read - len(part)) // 20_000:
            say(f"  read {read} of {len(rows)} rows")
    stacked = [sparse.vstack(parts, format="csr") for parts in (text, signs)]
    return Data(list(rows), stacked[0], stacked[1], np.concatenate(form))


def learn_languages(rows: Sequence[Row]) -> language.Table:
    """The table that tells languages, from a part of the rows."""
    counts = np.zeros((len(language.TAGS), language.COLUMNS))
    left = dict.fromkeys(language.TAGS, LANGUAGE_ROWS)
    for row in rows:
        if left.get(row.language, 0):
            left[row.language] -= 1
            found = [token.word for token in tokens(row.sample.text)[: language.READ]]
            if words := [word for word in found if word.isalpha()]:
                columns = language.columns_of(features.hashed(words))
                np.add.at(counts[language.TAGS.index(row.language)], columns, 1)
    return language.learn(counts).astype(np.float32)


def inverse_frequency(text: sparse.csr_matrix) -> NDArray[np.float32]:
    seen = np.bincount(text.indices, minlength=COLUMNS)
    return np.asarray(np.log((1 + text.shape[0]) / (1 + seen)) + 1, dtype=np.float32)


def weigh(text: sparse.csr_matrix, idf: NDArray[np.float32]) -> sparse.csr_matrix:
    """The values that `features` tells of, from counts."""
    scaled = text.copy()
    scaled.data = scaled.data * idf[scaled.indices]
    lengths = np.sqrt(text @ np.square(idf))
    lengths[lengths == 0] = 1
    scaled.data /= np.repeat(lengths, np.diff(scaled.indptr)).astype(np.float32)
    return scaled


def _text(found: Reading, vocabulary: Vocabulary, rows: int) -> sparse.csr_matrix:
    """How often each text has each column: its distinct words', and its distinct pairs'."""
    row, number = found.distinct_words()
    distinct, place = np.unique(number, return_inverse=True)
    words = features.hashed([vocabulary.words[n] for n in distinct] or ["x"])
    counts = np.diff(words.starts)[place]
    columns = words.columns[features.ranges(words.starts[place], counts)]
    paired, pairs = found.distinct_pairs()
    places = np.concatenate((np.repeat(row, counts), paired)), np.concatenate((columns, pairs))
    ones = np.ones(len(places[0]), dtype=np.float32)
    return sparse.csr_matrix((ones, places), shape=(rows, COLUMNS))
