"""Words in disguise: letters drawn out, swapped for signs, starred out or left out.

A disguise is taken off only where a word of the lexicons comes out; an ordinary word with a
hyphen or a digit in it is left alone. Forms that a lexicon lists as they are stay so.
"""

import re
from collections.abc import Iterator

from classifier.folding import FOLDS
from classifier.pieces import (
    DOUBLED,
    DRAWN_OUT,
    SHORTEST_SKELETON,
    by_ends,
    drawn_out,
    ends,
    harsh,
    listed,
    once,
    pieces,
    skeletons,
    squeezed,
    twice,
)

LEET = str.maketrans("0134578@$€!|", "oieastbaseil")
SIGNS = re.compile(r"[^a-z]+")
LETTER, DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
# Signs that stand for one letter each: "p*te", "f##k"
MASKED = re.compile(r"[a-z]+[*#@$%]{1,3}[a-z]+[*#@$%a-z]*")
# Signs instead of the end: "enc***". One letter before them is a name as often as an insult.
CUT_OFF = re.compile(r"[a-z]{2,}\*{2,}")
# What a cut-off word means has so many times the forms of any other that it may be.
OBVIOUS = 3
SHORTEST = 3


def undo(word: str) -> str | None:
    """The lexicons' word that a folded word with signs, digits or drawn-out letters stands for.

    None where it stands for none.
    """
    if DRAWN_OUT.search(word):
        return _shortened(word)
    if word.isalpha():
        return skeletons().get(word) if len(word) >= SHORTEST_SKELETON else None
    if not LETTER.search(word):
        return None
    guesses = word.translate(LEET), word.replace("1", "l").translate(LEET), *_without_signs(word)
    meant = (g for g in guesses if len(g) >= SHORTEST and g in harsh())
    return next(meant, word if word in listed() else None)


def is_undone(written: str, words: tuple[str, ...]) -> bool:
    """Whether `words` are what a lexicon writes elsewhere without the disguise of `written`."""
    return words != tuple(written.translate(FOLDS).split()) and words[0] in pieces()


def spaced(letters: str) -> str:
    """Spaced-out letters put together, but for a word of one letter before or after them."""
    folded = letters.translate(FOLDS)
    if folded not in pieces():
        if folded[1:] in harsh():
            return f"{letters[0]} {letters[1:]}"
        if folded[:-1] in harsh():
            return f"{letters[:-1]} {letters[-1]}"
    return letters


def _without_signs(word: str) -> Iterator[str]:
    """With letters for the stars, then without the stars."""
    if not DIGIT.search(word):
        if MASKED.fullmatch(word):
            yield from _unmasked(word)
        elif CUT_OFF.fullmatch(word):
            yield from _completed(word)
        yield SIGNS.sub("", word)


def _unmasked(word: str) -> list[str]:
    """What may be starred out; of several words first what most forms have: "putain" rather than
    "Pétain". A short word says too little."""
    meant = _as_long(word)
    return meant if len(meant) == 1 or len(word) > SHORTEST else []


def _completed(word: str) -> list[str]:
    """The one word whose end is starred out, if it is obvious."""
    first, *others = [*_as_long(word), ""]
    # Two stars also close bold print, where the word is whole without them.
    others += [word.rstrip("*")] if word.count("*") == 2 else []
    obvious = all(pieces()[first] >= OBVIOUS * pieces()[other] for other in others)
    return [first] if first and obvious else []


def _as_long(word: str) -> list[str]:
    """The harsh words that fit letters and stars, those first that most forms have."""
    pattern = re.compile(SIGNS.sub(lambda signs: "." * len(signs[0]), word))
    meant = filter(pattern.fullmatch, by_ends().get(ends(word), []))
    return sorted(meant, key=lambda guess: (-pieces()[guess], guess))


def _shortened(word: str) -> str:
    """Drawn-out letters once or twice, whichever is a word that more forms have."""
    short, long = once(word), twice(word)
    if long in drawn_out():
        return long
    likelier = max(short, long, key=pieces().__getitem__)
    if likelier in pieces() or DOUBLED.search(short):
        return likelier
    return squeezed().get(short, short)
