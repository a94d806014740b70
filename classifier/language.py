"""Which language a comment is in: naive Bayes over the letter groups of its words.

The table is learned with the model; a language that was declared counts as so much evidence.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from classifier.features import word_columns
from classifier.normalize import Token

TAGS = ("fr", "en", "de", "es", "it", "pt", "nl", "ar")
BITS = 14
COLUMNS = 1 << BITS
UNKNOWN = "und"
SCRIPTS = (("\u0400", "\u04ff", "ru"), ("\u4e00", "\u9fff", "zh"), ("\u3040", "\u30ff", "ja"))
# The first words tell; reading all of a long comment would only take longer.
READ = 60
# Letter groups overlap, so that their evidence is counted several times over.
OVERLAP = 6.0
# What a declaration adds to a language's log odds; without one, French and English are what
# tamis mostly meets.
DECLARED = 2.5
HOME, AT_HOME = ("fr", "en"), 2.0
# How sure one must be to name it
SURE = 0.7

Table = NDArray[np.float32]


def detect(found: Sequence[Token], table: Table, declared: str | None = None) -> str:
    """The primary tag of the language; `declared` (BCP-47) helps where the words do not tell.

    `table` has (TAGS, COLUMNS) log probabilities, as `learn` gives them.
    """
    words = [token.word for token in found[:READ]]
    prior = declared.partition("-")[0].lower() if declared else UNKNOWN
    columns = [c for word in words if word.isalpha() for c in columns_of(word)]
    if not columns:
        return prior
    if script := _script("".join(words)):
        return script
    odds = table[:, columns].sum(axis=1) / OVERLAP
    odds += [_prior(tag, prior) for tag in TAGS]
    chances = np.exp(odds - odds.max())
    best = int(chances.argmax())
    return TAGS[best] if chances[best] / chances.sum() >= SURE else UNKNOWN


def learn(counts: NDArray[np.float64]) -> NDArray[np.float16]:
    """The table from how often each language has each column."""
    smooth = counts + 0.5
    return np.asarray(np.log(smooth / smooth.sum(axis=1, keepdims=True)), dtype=np.float16)


def _prior(tag: str, declared: str) -> float:
    if declared == UNKNOWN:
        return AT_HOME if tag in HOME else 0.0
    return DECLARED if tag == declared else 0.0


@lru_cache(maxsize=20_000)
def columns_of(word: str) -> tuple[int, ...]:
    """Columns of the table that a word speaks for."""
    return tuple(column & (COLUMNS - 1) for column in word_columns(word))


def _script(letters: str) -> str | None:
    for first, last, tag in SCRIPTS:
        if sum(first <= letter <= last for letter in letters) > 0.3 * len(letters):
            return tag
    return None
