"""Words, pairs of words and letter groups, hashed into a fixed number of columns.

No vocabulary is kept, so the model file holds numbers only and unseen words find their
place through the letter groups that they share with known ones.

All is a sum over the distinct words of a text and its distinct pairs of neighbours: what a
word adds does not depend on the text around it, so that it can be looked up. A text with `n`
of each column has the values `n * idf / sqrt(sum(n * idf ** 2))`.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BITS = 18
COLUMNS = 1 << BITS
SHORTEST_GROUP, LONGEST_GROUP = 2, 5
# A "word" of thousands of letters is no word; its beginning is enough.
LONGEST_WORD = 40
EDGE = ord(" ")
# Hashing is arithmetic modulo 2 ** 64 with odd numbers that spread well.
STEP, FIRST, SECOND = (
    np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xD1342543DE82EF95, 0xF1357AEA2E62A9C5)
)
POWERS = STEP ** np.arange(LONGEST_WORD + 2, dtype=np.uint64)

Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


class Words(NamedTuple):
    """Distinct words and what they are hashed to.

    The columns of word n, its own and those of its letter groups, are
    columns[starts[n]:starts[n + 1]]; a column may come more than once.
    """

    words: Sequence[str]
    hashes: Hashes
    columns: Integers
    starts: Integers


def hashed(words: Sequence[str]) -> Words:
    """Hash words; the same on every machine, in every process."""
    codes, lengths = _codes(words)
    own = _own(codes)
    made = [columns(_spread(own, 1))[:, None]]
    valid = [np.ones((len(words), 1), dtype=bool)]
    group = codes
    for size in range(2, LONGEST_GROUP + 1):
        group = group[:, :-1] * STEP + codes[:, size - 1 :]
        if size >= SHORTEST_GROUP:
            made.append(columns(_spread(group, size)))
            valid.append(np.arange(group.shape[1]) <= lengths[:, None] - size)
    chosen = np.concatenate(valid, axis=1)
    starts = np.concatenate(([0], np.cumsum(chosen.sum(axis=1))))
    return Words(words, _spread(own, 1), np.concatenate(made, axis=1)[chosen], starts)


def hashes(words: Sequence[str]) -> Hashes:
    """The hashes of `hashed` alone."""
    return _spread(_own(_codes(words)[0]), 1)


def joined(begun: Hashes, word: Hashes) -> Hashes:
    """The hash of one word or more and the next, by the hashes of both."""
    return _spread(begun * FIRST + word, LONGEST_GROUP + 1)


def pairs(hashes: Hashes) -> Hashes:
    """What each word is with the next; what comes of the last and the first means nothing."""
    return joined(hashes, np.roll(hashes, -1))


def columns(hashes: Hashes) -> Integers:
    """What is hashed to 64 bits, by column."""
    return (hashes >> np.uint64(64 - BITS)).astype(np.int64)


def of_words(words: Words, table: NDArray[np.floating]) -> NDArray[np.float64]:
    """The rows of `table` (COLUMNS, any) that each word speaks for, added up."""
    found = table.take(words.columns, axis=0).astype(np.float64)
    return np.add.reduceat(found, words.starts[:-1], axis=0)


def sums(values: NDArray[np.float64], row: Integers, rows: int) -> NDArray[np.float64]:
    """(rows, any): the values of each row added up; `row` is in ascending order."""
    added = np.zeros((rows, values.shape[1]))
    if len(row):
        starts = np.flatnonzero(np.concatenate(([True], row[1:] != row[:-1])))
        added[row[starts]] = np.add.reduceat(values, starts, axis=0)
    return added


def ranges(starts: Integers, counts: Integers) -> Integers:
    """All numbers from each start on, as many as its count says, one after the other."""
    ends = np.cumsum(counts)
    return np.repeat(starts - ends + counts, counts) + np.arange(ends[-1] if len(ends) else 0)


def _codes(words: Sequence[str]) -> tuple[Hashes, Integers]:
    """Code points between two EDGEs, then zeros; and how many that are."""
    cut = np.array([word[:LONGEST_WORD] for word in words])
    letters = cut.view(np.uint32).reshape(len(words), -1)
    lengths = np.array([min(len(word), LONGEST_WORD) for word in words]) + 2
    codes = np.full((len(words), letters.shape[1] + 2), EDGE, dtype=np.uint64)
    codes[:, 1:-1] = letters
    codes[np.arange(codes.shape[1]) >= lengths[:, None]] = 0
    codes[np.arange(len(words)), lengths - 1] = EDGE
    return codes, lengths


def _own(codes: Hashes) -> Hashes:
    return np.asarray(codes @ POWERS[: codes.shape[1]])


def _spread(hashes: Hashes, kind: int) -> Hashes:
    """`kind` keeps a word apart from the group of the same letters."""
    mixed = (hashes + np.uint64(kind)) * FIRST
    return (mixed ^ (mixed >> np.uint64(32))) * SECOND
