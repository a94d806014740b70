"""Which language a comment is in: naive Bayes over the letter groups of its words.

The table is learned with the model; a language that was declared counts as so much evidence.
That is for Latin letters; what is mostly in others is told by its alphabet, or not at all.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from classifier import features
from classifier.features import Integers, Words
from classifier.folding import BEYOND, is_foreign

TAGS = ("fr", "en", "de", "es", "it", "pt", "nl", "ar")
NOT_LATIN = [TAGS.index("ar")]
BITS = 14
COLUMNS = 1 << BITS
UNKNOWN = "und"
# The letters of languages that are not written in Latin ones. Where several share a script,
# as Russian and Bulgarian do, a text must have a letter that the others lack.
ALPHABETS = {
    tag: re.compile(letters)
    for tag, letters in (
        ("ru", "(?=.*[ыэё])[а-яё]+"),
        ("uk", "(?=.*[їєґ])[а-щьюяєіїґ]+"),
        ("ar", "[\u0621-\u064a]+"),
        ("el", "[\u0370-\u03ff\u1f00-\u1fff]+"),
        ("th", "[\u0e00-\u0e7f]+"),
        ("ko", "[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+"),
        ("ja", "(?=.*[\u3041-\u30ff])[\u3005\u3041-\u30ff\u3400-\u9fff]+"),
        ("zh", "[\u3400-\u9fff]+"),
    )
}
LETTERS = re.compile(r"[^\W\d_]+")
# A text shows in so many characters what it is written in.
READ_FOR_SCRIPT = 500
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
    """For each word (TAGS) log odds, and 1 where it speaks for a language.

    `table` has (TAGS, COLUMNS) log probabilities, as `learn` gives them.
    """
    odds = features.of_words(words._replace(columns=columns_of(words)), table.T)
    speaks = np.array([word.isalpha() for word in words.words])
    return np.column_stack([odds * speaks[:, None], speaks])


def detect(
    known: NDArray[np.float64], texts: Sequence[str], declared: Sequence[str | None]
) -> list[str]:
    """The primary tag of each text's language.

    `known` has the sums of `evidence` over the first READ words of each text; what is
    `declared` (BCP-47) helps where the words do not tell.
    """
    odds = known[:, :-1] / OVERLAP + np.array([_prior(tag) for tag in declared])
    odds[:, NOT_LATIN] = -np.inf
    chances = np.exp(odds - odds.max(axis=1, keepdims=True))
    best = chances.argmax(axis=1)
    sure = chances.max(axis=1) >= SURE * chances.sum(axis=1)
    found = [TAGS[place] if clear else UNKNOWN for place, clear in zip(best, sure, strict=True)]
    for place in np.flatnonzero(known[:, -1] == 0).tolist():
        found[place] = primary(declared[place]) or UNKNOWN
    return [_by_letters(text) or tag for text, tag in zip(texts, found, strict=True)]


def _by_letters(text: str) -> str | None:
    """The tag of a text mostly in other letters than Latin ones; None: it is not.

    A word in both is a disguise, and counts as Latin.
    """
    if not BEYOND.search(text):
        return None
    words = LETTERS.findall(text[:READ_FOR_SCRIPT].casefold())
    others = "".join(word for word in words if all(map(is_foreign, word)))
    if 2 * len(others) <= sum(map(len, words)):
        return None
    return next((tag for tag, all_of in ALPHABETS.items() if all_of.fullmatch(others)), UNKNOWN)


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
