"""Undoing disguises, for features only: the stored text stays as given.

Case, accents, zero-width characters, look-alike letters, digits for letters, spaced-out and
drawn-out letters are folded away, and each word that is left remembers where it came from.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Longer texts say nothing that their beginning and end do not; bounds the time of one score.
LONGEST = 6000
# Hosts and addresses are masked: a model would learn those of its training data by heart.
ENDINGS = "com|net|org|fr|info|biz|ru|io|shop|eu|be|ch|ca|uk|de|top|xyz|online|site|club|example"
LINK = re.compile(
    rf"(?:https?://|www\.)\S{{1,2000}}|\b[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.(?:{ENDINGS})\b(?:/\S{{0,2000}})?",
    re.IGNORECASE,
)
MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# Four or more single letters with the same gap between them: "c o n n a r d"
SPACED = re.compile(r"(?<!\w)[^\W\d_](?P<gap>[ .\-_*])[^\W\d_](?:(?P=gap)[^\W\d_]){2,30}(?!\w)")
ADDRESS = re.compile(f"(?P<mail>{MAIL.pattern})|{LINK.pattern}", re.IGNORECASE)
# Without one of these there is no address, and most words are spared the search.
ADDRESS_SIGNS = frozenset(".@/")
CHUNK = re.compile(r"\S+")
WORD = re.compile(r"[^\W_]+(?:[@$*#]{1,4}[^\W_]+)*|[!?.…]{1,3}|\S")
# What a plain list of words does not have: signs, digits, drawn-out or single letters
UNUSUAL = re.compile(r"[^\w ]|[\d_]|(.)\1\1|\b\w \w\b")
LEET = str.maketrans("0134578@$€", "oieastbase")
# Letters of other scripts that pass for Latin ones
LOOKALIKES = str.maketrans(
    "аеорсухкмнтвіјѕԁɡһӏαεορτυνικɑ",
    "aeopcyxkmhtbijsdghlaeoptuvika",
)
# Chunks up to this long are remembered; longer ones hardly come twice.
SHORT = 32


class Token(NamedTuple):
    """A folded word, and where it stands in the original text (code points)."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The folded words of `text` in order.

    A link becomes the word `<link>`, an e-mail address `<mail>`. Of a text over LONGEST code
    points only the first and last halves of that are read.
    """
    if len(text) <= LONGEST:
        return _tokens(text, 0)
    half = LONGEST // 2
    return _tokens(text[:half], 0) + _tokens(text[-half:], len(text) - half)


def _tokens(text: str, offset: int) -> list[Token]:
    found: list[Token] = []
    at = 0
    for spaced in SPACED.finditer(text):
        start, end = spaced.span()
        _read(text, at, start, offset, found)
        joined = _fold(spaced[0].replace(spaced["gap"], ""), 0)
        found += [Token(word, offset + start, offset + end) for word, _, _ in joined]
        at = end
    _read(text, at, len(text), offset, found)
    return found


def _read(text: str, start: int, end: int, offset: int, found: list[Token]) -> None:
    for chunk in CHUNK.finditer(text, start, end):
        at = chunk.start() + offset
        words = _remembered if chunk.end() - chunk.start() <= SHORT else _words
        found.extend([Token(word, at + first, at + last) for word, first, last in words(chunk[0])])


def _words(chunk: str) -> list[tuple[str, int, int]]:
    """The words of a piece without white space, with their places in it."""
    if ADDRESS_SIGNS.isdisjoint(chunk):
        return _fold(chunk, 0)
    found: list[tuple[str, int, int]] = []
    at = 0
    for address in ADDRESS.finditer(chunk):
        start, end = address.span()
        word = "<mail>" if address["mail"] else "<link>"
        found += [*_fold(chunk[at:start], at), (word, start, end)]
        at = end
    return found + _fold(chunk[at:], at)


def _fold(piece: str, offset: int) -> list[tuple[str, int, int]]:
    folded: list[str] = []
    origin: list[int] = []
    for position, original in enumerate(piece, offset):
        for character in _folded(original):
            if len(folded) >= 2 and folded[-1] == folded[-2] == character and character.isalpha():
                continue
            folded.append(character)
            origin.append(position)
    return [
        (_unleet(word[0]), origin[word.start()], origin[word.end() - 1] + 1)
        for word in WORD.finditer("".join(folded))
    ]


_remembered = lru_cache(maxsize=50_000)(_words)


class _Folds(dict[int, str]):
    """For `str.translate`: filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


FOLDS = _Folds()


def plain_words(written: str) -> list[str]:
    """The words of one's own word lists as `tokens` folds them: without places, but quick."""
    folded = written.translate(FOLDS)
    if UNUSUAL.search(folded):
        return [token.word for token in tokens(written)]
    return folded.split()


@lru_cache(maxsize=20_000)
def _folded(character: str) -> str:
    """One character in lower case without accents; nothing for an invisible one."""
    plain = unicodedata.normalize("NFKD", character).casefold().translate(LOOKALIKES)
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf", "Cs"))


def _unleet(word: str) -> str:
    """Digits and signs back to letters, in words that have letters too."""
    if word.isalpha() or not any(character.isalpha() for character in word):
        return word
    return word.translate(LEET)
