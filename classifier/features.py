"""Words, pairs of words and letter groups, hashed into a fixed number of columns.

No vocabulary is kept, so the model file holds numbers only and unseen words find their
place through the letter groups that they share with known ones.
"""

import math
from collections import Counter
from collections.abc import Iterator
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from classifier.normalize import Token, tokens

BITS = 18
COLUMNS = 1 << BITS
SHORTEST_GROUP, LONGEST_GROUP = 2, 5
# A "word" of thousands of letters is no word; its beginning is enough.
LONGEST_WORD = 40

Vector = tuple[NDArray[np.int32], NDArray[np.float32]]


def grams(found: list[Token]) -> Iterator[tuple[int, int, int]]:
    """(column, first token, last token) of every occurrence of every feature."""
    for place, token in enumerate(found):
        word = token.word[:LONGEST_WORD]
        yield _column("w", word), place, place
        for group in _groups(f" {word} "):
            yield _column("c", group), place, place
        if place:
            yield _column("p", f"{found[place - 1].word} {token.word}"), place - 1, place


def vector(text: str) -> Vector:
    """Distinct columns in ascending order, and 1 + log(count) of each."""
    counts = Counter(column for column, _, _ in grams(tokens(text)))
    columns = np.array(sorted(counts), dtype=np.int32)
    values = np.array([1 + math.log(counts[int(c)]) for c in columns], dtype=np.float32)
    return columns, values


def weighted(found: Vector, idf: NDArray[np.float32]) -> Vector:
    """The vector with rarer features weighing more, scaled to length 1."""
    columns, values = found
    scaled = values * idf[columns]
    length = float(np.linalg.norm(scaled))
    return columns, (scaled / length if length else scaled).astype(np.float32)


def _groups(padded: str) -> Iterator[str]:
    for size in range(SHORTEST_GROUP, LONGEST_GROUP + 1):
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


def _column(kind: str, gram: str) -> int:
    return crc32(f"{kind}{gram}".encode("utf-8", "surrogatepass")) & (COLUMNS - 1)
