"""Undoing disguises, for features only: the stored text stays as given.

Case, accents, zero-width characters, look-alike letters, digits for letters and drawn-out
letters are folded away, and each character that is left remembers where it came from.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Longer texts say nothing that their beginning and end do not; bounds the time of one score.
LONGEST = 6000
LINK = re.compile(r"(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:[@$*][^\W_]+)*|[^\w\s]{1,3}|\S", re.UNICODE)
LEET = str.maketrans("0134578@$€", "oieastbase")
# Letters of other scripts that pass for Latin ones
LOOKALIKES = str.maketrans(
    "аеорсухкмнтвіјѕԁɡһӏαεορτυνικɑ",
    "aeopcyxkmhtbijsdghlaeoptuvika",
)


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word, and where it stands in the original text (code points)."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The folded words of `text` in order; a link becomes the word `<link>`.

    Of a text over LONGEST code points only the first and last halves of that are read.
    """
    if len(text) <= LONGEST:
        return _tokens(text, 0)
    half = LONGEST // 2
    return _tokens(text[:half], 0) + _tokens(text[-half:], len(text) - half)


def _tokens(text: str, offset: int) -> list[Token]:
    found: list[Token] = []
    at = 0
    for link in LINK.finditer(text):
        found += _words(text, at, link.start(), offset)
        found.append(Token("<link>", offset + link.start(), offset + link.end()))
        at = link.end()
    return found + _words(text, at, len(text), offset)


def _words(text: str, start: int, end: int, offset: int) -> list[Token]:
    folded: list[str] = []
    origin: list[int] = []
    for position in range(start, end):
        for character in _fold(text[position]):
            if len(folded) >= 2 and folded[-1] == folded[-2] == character and character.isalpha():
                continue
            folded.append(character)
            origin.append(position)
    joined = "".join(folded)
    return [
        Token(_unleet(word[0]), offset + origin[word.start()], offset + origin[word.end() - 1] + 1)
        for word in WORD.finditer(joined)
    ]


@lru_cache(maxsize=20_000)
def _fold(character: str) -> str:
    """One character in lower case without accents; nothing for an invisible one."""
    plain = unicodedata.normalize("NFKD", character).casefold().translate(LOOKALIKES)
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cs"))


def _unleet(word: str) -> str:
    """Digits and signs back to letters, in words that have letters too."""
    if word.isalpha() or not any(character.isalpha() for character in word):
        return word
    return word.translate(LEET)
