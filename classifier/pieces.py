"""The lexicons' words one by one, to tell what a disguised one stands for."""

import re
from collections import Counter
from functools import cache

import numpy as np

from classifier import wordlists
from classifier.folding import FOLDS
from classifier.kept import Arrays, kept
from classifier.wordlists import Line

DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
DOUBLED = re.compile(r"(.)\1+")
VOWELS = str.maketrans("", "", "aeiouy")
# What may be meant by a disguised word
HARSH = (
    "insult_", "profanity_", "identity_slur", "identity_contempt", "sexual_", "curse", "dehumanise",
)  # fmt: skip
# Consonants alone, as in "cnnrd"; shorter ones are what parties and trains are called
SHORTEST_SKELETON = 4


@cache
def pieces() -> Counter[str]:
    """Every folded piece of a form, and how many forms have it."""
    return Counter(_numbered("pieces", "times"))


@cache
def harsh() -> dict[str, int]:
    """Harsh words of letters alone, and how harsh they are at most."""
    return _numbered("harsh", "intensity")


@cache
def drawn_out() -> frozenset[str]:
    """Ordinary words that mean something else drawn out ("quiii"), with their letters twice."""
    return frozenset(_arrays()["drawn_out"].tolist())


@cache
def listed() -> frozenset[str]:
    """Pieces that a lexicon writes with signs of their own: "f***", "t.g", "a$$"."""
    signs = frozenset("@$*#!€&%+|_.")
    return frozenset(piece for piece in pieces() if not signs.isdisjoint(piece) and piece != "*")


@cache
def squeezed() -> dict[str, str]:
    """Harsh words by themselves without doubled letters."""
    return {DOUBLED.sub(r"\1", word): word for word in sorted(harsh(), reverse=True)}


@cache
def by_ends() -> dict[tuple[str, int], list[str]]:
    """Harsh words by their `ends`."""
    found: dict[tuple[str, int], list[str]] = {}
    for word in sorted(harsh()):
        found.setdefault(ends(word), []).append(word)
    return found


@cache
def skeletons() -> dict[str, str]:
    """The shortest of the harshest words that have these consonants, where they are no word."""
    found: dict[str, str] = {}
    for word in sorted(harsh(), key=lambda word: (-len(word), word)):
        bones = word.translate(VOWELS)
        if harsh()[word] == 3 and len(bones) >= SHORTEST_SKELETON and bones not in pieces():
            found[bones] = word
    return found


def ends(word: str) -> tuple[str, int]:
    """How it begins, and after how many letters it ends."""
    return word[0], len(word)


def once(word: str) -> str:
    """A drawn-out word with each letter once."""
    return DRAWN_OUT.sub(r"\1", word)


def twice(word: str) -> str:
    """A drawn-out word with each drawn-out letter twice."""
    return DRAWN_OUT.sub(r"\1\1", word)


@cache
def _arrays() -> Arrays:
    return kept("pieces", _read)


def _numbered(words: str, numbers: str) -> dict[str, int]:
    return dict(zip(_arrays()[words].tolist(), _arrays()[numbers].tolist(), strict=True))


def _read() -> Arrays:
    """What takes longest, from the word lists: `pieces` and `times`, `harsh` and `intensity`,
    `drawn_out`."""
    lines = [line._replace(forms=line.forms.translate(FOLDS)) for line in wordlists.lines()]
    times = Counter(piece for line in lines for piece in _pieces_of(line))
    harsh = _harsh(lines)
    return {
        "pieces": np.array(list(times)),
        "times": np.array(list(times.values())),
        "harsh": np.array(list(harsh)),
        "intensity": np.array(list(harsh.values())),
        "drawn_out": np.array(sorted(_drawn_out(lines, times.keys() - harsh.keys()))),
    }


def _pieces_of(line: Line) -> list[str]:
    return line.forms.replace("|", " ").split()


def _harsh(lines: list[Line]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        if line.intensity and line.category.startswith(HARSH):
            for form in filter(str.isalpha, line.forms.split("|")):
                found[form] = max(line.intensity, found.get(form, 0))
    return found


def _drawn_out(lines: list[Line], ordinary: set[str]) -> set[str]:
    found = set()
    for line in lines:
        together = set(_pieces_of(line)) if DRAWN_OUT.search(line.forms) else set()
        for piece in together:
            short = once(piece)
            if short != piece and short not in together and short in ordinary:
                found.add(twice(piece))
    return found
