"""Which language a comment is in: naive Bayes over the letter groups of its words.

The table is learned with the model; a language that was declared counts as so much evidence.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from classifier import features
from classifier.features import Integers, Words

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


def evidence(words: Words, table: Table) -> NDArray[np.float64]:
    """For each word (TAGS) log odds, its letters in each of SCRIPTS, its letters at all, and 1
    where it speaks for a language.

    `table` has (TAGS, COLUMNS) log probabilities, as `learn` gives them.
    """
    odds = features.of_words(words._replace(columns=columns_of(words)), table.T)
    letters = np.array([_letters(word) for word in words.words], dtype=np.float64)
    speaks = np.array([word.isalpha() for word in words.words])
    return np.column_stack([odds * speaks[:, None], letters, speaks])


def detect(known: NDArray[np.float64], declared: Sequence[str | None]) -> list[str]:
    """The primary tag of each text's language.

    `known` has the sums of `evidence` over the first READ words of each text; what is
    `declared` (BCP-47) helps where the words do not tell.
    """
    odds = known[:, : len(TAGS)] / OVERLAP + np.array([_prior(tag) for tag in declared])
    chances = np.exp(odds - odds.max(axis=1, keepdims=True))
    best = chances.argmax(axis=1)
    sure = chances.max(axis=1) >= SURE * chances.sum(axis=1)
    scripts, letters = known[:, len(TAGS) : -2], known[:, -2]
    found = [TAGS[place] if clear else UNKNOWN for place, clear in zip(best, sure, strict=True)]
    for number, (_, _, tag) in enumerate(SCRIPTS):
        for place in np.flatnonzero(scripts[:, number] > 0.3 * letters).tolist():
            found[place] = tag
    for place in np.flatnonzero(known[:, -1] == 0).tolist():
        found[place] = primary(declared[place]) or UNKNOWN
    return found


def primary(tag: str | None) -> str | None:
    """`fr` of `fr-CA`."""
    return tag.partition("-")[0].lower() if tag else None


def learn(counts: NDArray[np.float64]) -> NDArray[np.float16]:
    """The table from how often each language has each column."""
    smooth = counts + 0.5
    return np.asarray(np.log(smooth / smooth.sum(axis=1, keepdims=True)), dtype=np.float16)


def columns_of(words: Words) -> Integers:
    """Columns of the table that words speak for."""
    return words.columns & (COLUMNS - 1)


@lru_cache(maxsize=256)
def _prior(declared: str | None) -> tuple[float, ...]:
    tag = primary(declared) or UNKNOWN
    if tag == UNKNOWN:
        return tuple(AT_HOME if tag in HOME else 0.0 for tag in TAGS)
    return tuple(DECLARED if tag == known else 0.0 for known in TAGS)


def _letters(word: str) -> tuple[int, ...]:
    if word.isascii():
        return (*(0 for _ in SCRIPTS), len(word))
    scripts = (sum(first <= c <= last for c in word) for first, last, _ in SCRIPTS)
    return (*scripts, len(word))
