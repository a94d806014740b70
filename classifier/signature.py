"""What makes two texts alike, in numbers: their telling words, folded, in no order.

Spinners swap words, move sentences and disguise letters; enough words survive. Sets of words
are compared by what they share of all they have, and found again by a few of their lowest
hashes (MinHash), which alike sets mostly have in common. Nothing here is learned.
"""

import hashlib
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifier.normalize import tokens

# Words that stand in any text and tell nothing, folded as `tokens` folds
COMMON = Path(__file__).parent / "common_words.txt"
# Of longer texts the lowest hashes stand for all: a fair sample, and the same in each text.
MOST = 128
# Each band is the pair of lowest hashes under two orders. Texts that share a third of their
# words agree in one of eight bands six times out of ten; in a crowd each finds a neighbour.
BANDS = 8
# Endings do not matter: "financement" and "financer" are one word.
STEM = 6
SHORTEST_WORD = 4
# Scripts without spaces give one long word, whose pieces stand for it.
LONGEST_WORD = 16
PIECE = 4
# With fewer telling words, only the very same text is alike.
FEWEST = 3

# Two texts are alike if they share this many words and this part of all their words. Of
# 3,500 ordinary comments two in six million pairs come that near, of a campaign most do.
SHARED, PART = 5, 0.22
# Short texts have to share most of what little they say.
SHARED_OF_FEW, PART_OF_FEW = 3, 0.6

Words = frozenset[int]


def words_of(text: str) -> Words:
    """The hashes, 32 bits each and MOST at most, of the telling words of `text`.

    Of a text with hardly any, hashes that only the same folded text has; none of no text.
    """
    folded = [token.word for token in tokens(text)]
    telling = {piece for word in folded for piece in _telling(word)}
    if len(telling) < FEWEST and folded:
        whole = " ".join([word for word in folded if word[0].isalnum()] or folded)
        telling = {f"{number} {whole}" for number in range(FEWEST)}
    return frozenset(sorted(map(hash_of, telling))[:MOST])


def bands_of(words: Words) -> tuple[int, ...]:
    """BANDS signed 64-bit numbers, one or more of which alike texts share; none of no words."""
    if not words:
        return ()
    factors, shifts = _orders()
    hashes = np.fromiter(words, np.uint64, len(words))
    lowest = ((hashes * factors + shifts) >> np.uint64(32)).min(axis=1).reshape(BANDS, 2)
    return tuple(number_of(row.tobytes()) for row in lowest)


def alike(one: bytes, others: Sequence[bytes]) -> list[bool]:
    """Whether each of `others` has so much in common with `one` that it can hardly be chance.

    All are packed words; together, because one by one they take thirty times as long.
    """
    if not others:
        return []
    mine = np.frombuffer(one, "<u4")
    words = np.frombuffer(b"".join(others), "<u4")
    sizes = np.array([len(other) // 4 for other in others], dtype=np.intp)
    ends = sizes.cumsum()
    counted = np.concatenate(([0], _among(words, mine).cumsum()))
    shared = counted[ends] - counted[ends - sizes]
    part = shared / np.maximum(len(mine) + sizes - shared, 1)
    much = (shared >= SHARED) & (part >= PART)
    most_of_few = (shared >= SHARED_OF_FEW) & (part >= PART_OF_FEW)
    return (much | most_of_few).tolist()  # type: ignore[no-any-return]


def _among(words: NDArray[np.uint32], mine: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of `words` are in `mine`, which is in order."""
    if not len(mine):
        return np.zeros(len(words), dtype=np.bool_)
    found: NDArray[np.bool_] = mine.take(mine.searchsorted(words), mode="clip") == words
    return found


def packed(words: Words) -> bytes:
    """The hashes as they are stored: ascending, four bytes each."""
    return np.array(sorted(words), dtype="<u4").tobytes()


def number_of(data: bytes) -> int:
    """A signed 64-bit number for anything, as databases store them."""
    digest = hashlib.blake2b(data, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _telling(word: str) -> list[str]:
    if not word.isalpha() or len(word) < SHORTEST_WORD or word in _common():
        return []
    if len(word) > LONGEST_WORD:
        return [word[at : at + PIECE] for at in range(0, len(word) - PIECE + 1, 2)]
    return [word[:STEM]]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def hash_of(word: str) -> int:
    """The hash of one telling word, 32 bits."""
    # Spread over all bits: the lowest of CRCs alone would not be a fair sample.
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) * 0x9E3779B1 & 0xFFFFFFFF


@lru_cache(maxsize=1)
def _orders() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """An odd factor and a shift for each order, the same on every machine."""
    drawn = [number_of(f"order {number}".encode()) for number in range(4 * BANDS)]
    column = np.array(drawn, dtype=np.int64).astype(np.uint64)[:, None]
    return column[: 2 * BANDS] | np.uint64(1), column[2 * BANDS :]
