"""What the words of a text add to each attribute: looked up by word and by pair of words."""

import numpy as np
from numpy.typing import NDArray

from classifier import features
from classifier.features import Integers, Words, sums
from classifier.reading import SHIFT, Reading
from classifier.types import ATTRIBUTES
from classifier.vocabulary import Vocabulary

# Name of the fact that `Weights.of_words` is
FACT = "text"
# Weights are kept in whole steps of this: sums of them are exact, so that no score depends on
# the order in which this process met its words.
GRAIN = 2.0**-16


class Weights:
    """`weights` (attributes, columns) times `idf` (columns,), and the square of the latter."""

    def __init__(self, weights: NDArray[np.float16], idf: NDArray[np.float32]) -> None:
        # For each column what it adds to every attribute, and last to the squared length
        self._table = np.empty((len(idf), len(weights) + 1), dtype=np.float32)
        np.multiply(weights.T, idf[:, None], out=self._table[:, :-1])
        np.square(idf, out=self._table[:, -1])
        self._table = np.round(self._table / GRAIN).astype(np.float32) * np.float32(GRAIN)

    def of_words(self, words: Words) -> NDArray[np.float64]:
        """(words, attributes + 1): what each word and its letter groups add; a fact."""
        return features.of_words(words, self._table)

    def raw(self, read: Reading, vocabulary: Vocabulary) -> NDArray[np.float64]:
        """(rows, attributes)"""
        added = self._added(read, vocabulary)
        return added[:, :-1] / _length(added)[:, None]

    def by_word(
        self, read: Reading, vocabulary: Vocabulary, heads: Integers
    ) -> NDArray[np.float64]:
        """What each word adds to one attribute, which `heads` (rows,) says for each text; of a pair
        either word has half.

        Of a word or pair that comes again in its text each occurrence has its part.
        """
        row, length = read.row, _length(self._added(read, vocabulary))
        own = vocabulary[FACT][read.words, heads[row]] / _times(row, read.words)
        paired = np.flatnonzero(read.pairs >= 0)
        columns, texts = read.pairs[paired], row[paired]
        half = self._table[columns, heads[texts]].astype(np.float64) / _times(texts, columns) / 2
        np.add.at(own, paired, half)
        np.add.at(own, paired + 1, half)
        return np.asarray(own / length[row])

    def _added(self, read: Reading, vocabulary: Vocabulary) -> NDArray[np.float64]:
        rows = len(read.languages)
        row, number = read.distinct_words()
        words = sums(vocabulary[FACT].take(number, axis=0), row, rows)
        row, column = read.distinct_pairs()
        return words + sums(self._table.take(column, axis=0).astype(np.float64), row, rows)


def _length(added: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.sqrt(added[:, len(ATTRIBUTES)])
    return np.where(length > 0, length, 1.0)


def _times(row: Integers, numbers: Integers) -> Integers:
    """How often each of the numbers comes in its text."""
    keys = row << SHIFT | numbers
    _, place, times = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(times[place])
