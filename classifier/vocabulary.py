"""Words by number, with everything that is looked up by word.

People write the same words again and again: a text is taken apart by looking its pieces up,
and what the model knows of each word is a row of a table. What is kept is bounded: a flood of
words that nobody used before empties the tables, and they fill again.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import features, normalize
from classifier.features import Words

# So many words, or pieces of text, are remembered; then all are forgotten.
MOST = 60_000
# Words are looked into so many at a time, which bounds the memory that takes.
AT_ONCE = 1024
# Code points that `read` takes at a time, at most: each may bring a new word.
MOST_READ = 60_000

# From some words to one row for each
Fact = Callable[[Words], NDArray[Any]]


class Vocabulary:
    """Numbers words as they are met and keeps one row of each fact for each word."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts
        none = features.hashed(["x"])
        self._rows = {
            # Not filled, so that memory is taken only as words come.
            name: np.empty((MOST + MOST_READ, *row.shape[1:]), row.dtype)
            for name, row in ((name, fact(none)) for name, fact in facts.items())
        }
        self.words: list[str] = []
        self._known = 0
        self._numbers = _Numbers(self.words)

    def read(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The words of all texts by number, and how many each text has.

        The texts have at most MOST_READ code points together, or it is one text alone.
        Numbers are good until the next call.
        """
        if len(self.words) > MOST or len(self._numbers) > MOST:
            self.words.clear()
            self._numbers, self._known = _Numbers(self.words), 0
        found, counts = array("q"), []
        for text in texts:
            before = len(found)
            number = self._numbers.__getitem__
            found.extend(chain.from_iterable(map(number, normalize.chunks(text))))
            counts.append(len(found) - before)
        self._learn()
        return np.frombuffer(found, dtype=np.int64), np.array(counts, dtype=np.int64)

    def __getitem__(self, fact: str) -> NDArray[Any]:
        """The rows of a fact, by the words' numbers."""
        return self._rows[fact]

    def _learn(self) -> None:
        while self._known < len(self.words):
            new = slice(self._known, min(self._known + AT_ONCE, len(self.words)))
            words = features.hashed(self.words[new])
            for name, fact in self._facts.items():
                self._rows[name][new] = fact(words)
            self._known = new.stop


class _Numbers(dict[str, tuple[int, ...]]):
    """Piece of text -> numbers of its words; a new piece is taken apart, new words numbered."""

    def __init__(self, words: list[str]) -> None:
        super().__init__()
        self._words = words
        self._of: dict[str, int] = {}

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        self[chunk] = numbers = tuple(map(self._number, normalize.words(chunk)))
        return numbers

    def _number(self, word: str) -> int:
        number = self._of.setdefault(word, len(self._words))
        if number == len(self._words):
            self._words.append(word)
        return number
