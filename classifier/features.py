"""Words, pairs of words and letter groups, hashed into a fixed number of columns.

No vocabulary is kept, so the model file holds numbers only and unseen words find their
place through the letter groups that they share with known ones.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from classifier.normalize import Token

BITS = 18
COLUMNS = 1 << BITS
SHORTEST_GROUP, LONGEST_GROUP = 2, 5
# A "word" of thousands of letters is no word; its beginning is enough.
LONGEST_WORD = 40

Vector = tuple[NDArray[np.int64], NDArray[np.float32]]


def grams(found: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """(column, first token, last token) of every occurrence of every feature."""
    for place, token in enumerate(found):
        for column in word_columns(token.word):
            yield column, place, place
        if place:
            yield pair_column(found[place - 1].word, token.word), place - 1, place


def vector(found: Sequence[Token]) -> Vector:
    """Distinct columns in ascending order, and 1 + log(count) of each."""
    columns: list[int] = []
    before = None
    for token in found:
        columns += word_columns(token.word)
        if before is not None:
            columns.append(pair_column(before, token.word))
        before = token.word
    distinct, counts = np.unique(np.array(columns, dtype=np.int64), return_counts=True)
    return distinct, (1 + np.log(counts)).astype(np.float32)


def weighted(found: Vector, idf: NDArray[np.float32]) -> Vector:
    """The vector with rarer features weighing more, scaled to length 1."""
    columns, values = found
    scaled = values * idf[columns]
    length = float(np.sqrt(scaled @ scaled))
    return columns, scaled / np.float32(length) if length else scaled


@lru_cache(maxsize=50_000)
def word_columns(word: str) -> tuple[int, ...]:
    """Columns of a word and of its letter groups; words come again, so they are remembered."""
    word = word[:LONGEST_WORD]
    padded = f" {word} "
    sizes = range(SHORTEST_GROUP, LONGEST_GROUP + 1)
    groups = (padded[at : at + n] for n in sizes for at in range(len(padded) - n + 1))
    return (_column("w", word), *(_column("c", group) for group in groups))


@lru_cache(maxsize=100_000)
def pair_column(first: str, second: str) -> int:
    return _column("p", f"{first[:LONGEST_WORD]} {second[:LONGEST_WORD]}")


def _column(kind: str, gram: str) -> int:
    return crc32(f"{kind}{gram}".encode("utf-8", "surrogatepass")) & (COLUMNS - 1)
