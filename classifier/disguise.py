"""Words in disguise: letters drawn out, swapped for signs, starred out or left out.

A disguise is taken off only where a word of the lexicons comes out; an ordinary word with a
hyphen or a digit in it is left alone. Forms that a lexicon lists as they are stay so.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from classifier import wordlists
from classifier.folding import FOLDS
from classifier.wordlists import Line

LEET = str.maketrans("0134578@$€!|", "oieastbaseil")
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
DOUBLED = re.compile(r"(.)\1+")
SIGNS = re.compile(r"[^a-z]+")
LETTER, DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
# Signs that stand for one letter each: "p*te", "f##k"
MASKED = re.compile(r"[a-z]+[*#@$%]{1,3}[a-z]+[*#@$%a-z]*")
VOWELS = str.maketrans("", "", "aeiouy")
# What may be meant by a disguised word
HARSH = (
    "insult_", "profanity_", "identity_slur", "identity_contempt", "sexual_", "curse", "dehumanise",
)  # fmt: skip
SHORTEST = 3
# Consonants alone, as in "cnnrd"; shorter ones are what parties and trains are called
SHORTEST_SKELETON = 4


def undo(word: str) -> str | None:
    """The lexicons' word that a folded word with signs, digits or drawn-out letters stands for.

    None where it stands for none.
    """
    if DRAWN_OUT.search(word):
        return _shortened(word)
    if word.isalpha():
        return _skeletons().get(word) if len(word) >= SHORTEST_SKELETON else None
    if not LETTER.search(word):
        return None
    guesses = word.translate(LEET), word.replace("1", "l").translate(LEET), *_without_signs(word)
    harsh = (g for g in guesses if len(g) >= SHORTEST and g in _harsh())
    return next(harsh, word if word in _listed() else None)


def is_undone(written: str, words: tuple[str, ...]) -> bool:
    """Whether `words` are what a lexicon writes elsewhere without the disguise of `written`."""
    return words != tuple(written.translate(FOLDS).split()) and words[0] in _pieces()


def spaced(letters: str) -> str:
    """Spaced-out letters put together, but for a word of one letter before or after them."""
    folded = letters.translate(FOLDS)
    if folded not in _pieces():
        if folded[1:] in _harsh():
            return f"{letters[0]} {letters[1:]}"
        if folded[:-1] in _harsh():
            return f"{letters[:-1]} {letters[-1]}"
    return letters


def _without_signs(word: str) -> Iterator[str]:
    """With letters for the stars, then without the stars."""
    if not DIGIT.search(word):
        meant = _unmasked(word)
        if len(meant) == 1 or len(word) > SHORTEST:
            # Of several words the one that most forms have: "putain" rather than "Pétain".
            yield from sorted(meant, key=lambda guess: (-_pieces()[guess], guess))
        yield SIGNS.sub("", word)


def _shortened(word: str) -> str:
    """Drawn-out letters once or twice, whichever is a word that more forms have."""
    once, twice = _once(word), _twice(word)
    if twice in _meant_drawn_out():
        return twice
    likelier = max(once, twice, key=_pieces().__getitem__)
    if likelier in _pieces() or DOUBLED.search(once):
        return likelier
    return _squeezed().get(once, once)


def _once(word: str) -> str:
    return DRAWN_OUT.sub(r"\1", word)


def _twice(word: str) -> str:
    return DRAWN_OUT.sub(r"\1\1", word)


def _unmasked(word: str) -> list[str]:
    """Every harsh word that may be starred out."""
    as_long = _by_ends().get(_ends(word), [])
    if not as_long or not MASKED.fullmatch(word):
        return []
    pattern = re.compile(SIGNS.sub(lambda signs: "." * len(signs[0]), word))
    return [guess for guess in as_long if pattern.fullmatch(guess)]


def _ends(word: str) -> tuple[str, int]:
    return word[0], len(word)


@cache
def _pieces() -> Counter[str]:
    """Every folded piece of a form, and how many forms have it."""
    return Counter(p for line in _folded() for p in line.forms.replace("|", " ").split())


@cache
def _harsh() -> dict[str, int]:
    """Harsh words of letters alone, and how harsh they are at most."""
    found: dict[str, int] = {}
    for line in _folded():
        if line.intensity and line.category.startswith(HARSH):
            for form in filter(str.isalpha, line.forms.split("|")):
                found[form] = max(line.intensity, found.get(form, 0))
    return found


@cache
def _folded() -> list[Line]:
    return [line._replace(forms=line.forms.translate(FOLDS)) for line in wordlists.lines()]


@cache
def _listed() -> frozenset[str]:
    """Pieces that a lexicon writes with signs of their own: "f***", "t.g", "a$$"."""
    signs = frozenset("@$*#!€&%+|_.")
    return frozenset(piece for piece in _pieces() if not signs.isdisjoint(piece) and piece != "*")


@cache
def _meant_drawn_out() -> frozenset[str]:
    """Ordinary words that mean something else drawn out ("quiii"), with their letters twice."""
    found = set()
    for line in _folded():
        pieces = set(line.forms.replace("|", " ").split()) if DRAWN_OUT.search(line.forms) else ()
        for piece in pieces:
            once = _once(piece)
            if once != piece and once not in pieces and once in _pieces() and once not in _harsh():
                found.add(_twice(piece))
    return frozenset(found)


@cache
def _squeezed() -> dict[str, str]:
    """Harsh words by themselves without doubled letters."""
    return {DOUBLED.sub(r"\1", word): word for word in sorted(_harsh(), reverse=True)}


@cache
def _by_ends() -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for word in sorted(_harsh()):
        found.setdefault(_ends(word), []).append(word)
    return found


@cache
def _skeletons() -> dict[str, str]:
    """The shortest of the harshest words that have these consonants, where they are no word."""
    found: dict[str, str] = {}
    for word in sorted(_harsh(), key=lambda word: (-len(word), word)):
        bones = word.translate(VOWELS)
        if _harsh()[word] == 3 and len(bones) >= SHORTEST_SKELETON and bones not in _pieces():
            found[bones] = word
    return found
