"""Undoing disguises, for features only: the stored text stays as given.

Case, accents, zero-width characters, look-alike letters, digits for letters, spaced-out and
drawn-out letters are folded away, and each word that is left remembers where it came from.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from classifier.disguise import LEET, spaced, undo
from classifier.folding import FOLDS, ONE_TO_ONE

# Longer texts say nothing that their beginning and end do not; bounds the time of one score.
LONGEST = 6000
# Hosts and addresses are masked: a model would learn those of its training data by heart.
ENDINGS = "com|net|org|fr|info|biz|ru|io|shop|eu|be|ch|ca|uk|de|top|xyz|online|site|club|example"
LINK = re.compile(
    rf"(?:https?://|www\.)\S{{1,2000}}|\b[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.(?:{ENDINGS})\b(?:/\S{{0,2000}})?",
    re.IGNORECASE,
)
MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# Four or more single letters with the same gap between them: "c o n n a r d"; likewise
SPACED_SIGN = re.compile(r"[ .\-_*]\w[ .\-_*]\w[ .\-_*]")
SPACED = re.compile(r"(?<!\w)[^\W\d_](?P<gap>[ .\-_*])[^\W\d_](?:(?P=gap)[^\W\d_]){2,30}(?!\w)")
ADDRESS = re.compile(f"(?P<mail>{MAIL.pattern})|{LINK.pattern}", re.IGNORECASE)
# Without it there is no link; it is found, or not, in a tenth of the time.
LINK_SIGN = re.compile(rf"[.:](?:(?<=[wW]{{3}}\.)|//|(?i:{ENDINGS})\b)")
CHUNK = re.compile(r"\S+")
# Letters and digits, and signs between them that may be a disguise; a star may end a word.
PIECE = re.compile(r"[^\W_]+(?:[@$*#!€&%+|.\-_]{1,4}[^\W_]+)*\*{0,6}|[!?.…]{1,3}|\S")
# The same without disguises
WORD = re.compile(r"[^\W_]+(?:[@$*#]{1,4}[^\W_]+)*|[!?.…]{1,3}|\S")
# What a plain list of words does not have: signs, digits, drawn-out or single letters
UNUSUAL = re.compile(r"[^\w ]|[\d_]|(.)\1\1|\b\w \w\b|\b[^\Waeiouy]{4,}\b")
# Letters alone, and yet perhaps disguised: drawn out, or without any vowel
SUSPECT = re.compile(r"(.)\1\1|^[^aeiouy]{4,}$")

# A word, and its place in the piece that it stands in
Placed = tuple[str, int, int]


class Token(NamedTuple):
    """A folded word, and where it stands in the original text (code points)."""

    word: str
    start: int
    end: int


def placed(chunk: str) -> list[Placed]:
    """The words of a piece without white space, with their places in it."""
    if "@" not in chunk and not LINK_SIGN.search(chunk):
        return _fold(chunk, 0)
    found: list[Placed] = []
    at = 0
    for address in ADDRESS.finditer(chunk):
        start, end = address.span()
        word = "<mail>" if address["mail"] else "<link>"
        found += [*_fold(chunk[at:start], at), (word, start, end)]
        at = end
    return found + _fold(chunk[at:], at)


def tokens(text: str, read: Callable[[str], Sequence[Placed]] = placed) -> list[Token]:
    """The folded words of `text` in order: those of all its `chunks`, with their places.

    A link becomes the word `<link>`, an e-mail address `<mail>`. Of a text over LONGEST code
    points only the first and last halves of that are read. `read` is asked for the words of
    each piece: who looks for few of them, or in many texts, brings one that spares work.
    """
    found: list[Token] = []
    for half, offset in _halves(text):
        at = 0
        for apart in SPACED.finditer(half):
            found += _read(half[: apart.start()], at, offset, read)
            at = apart.end()
            place = offset + apart.start(), offset + at
            joined = _joined(apart).split()
            found += [Token(word, *place) for chunk in joined for word, _, _ in read(chunk)]
        found += _read(half, at, offset, read)
    return found


def chunks(text: str) -> list[str]:
    """The pieces of `text` between white space; spaced-out words are put together."""
    if len(text) <= LONGEST and not (SPACED_SIGN.search(text) and SPACED.search(text)):
        return text.split()
    joined = (SPACED.sub(lambda found: f" {_joined(found)} ", half) for half, _ in _halves(text))
    return " ".join(joined).split()


def words(chunk: str) -> tuple[str, ...]:
    """The folded words of one of `chunks`."""
    folded = chunk.translate(FOLDS)
    if folded.isalpha():
        return (_undrawn(folded),)
    return tuple([word for word, _, _ in placed(chunk)])


def plain_words(written: str) -> list[str]:
    """The words of one's own word lists as `tokens` folds them: without places, but quick."""
    folded = written.translate(FOLDS)
    if UNUSUAL.search(folded):
        return [word for chunk in chunks(written) for word in _remembered(chunk)]
    return folded.split()


def _halves(text: str) -> list[tuple[str, int]]:
    """What is read of a text, with its places."""
    if len(text) <= LONGEST:
        return [(text, 0)]
    half = LONGEST // 2
    return [(text[:half], 0), (text[-half:], len(text) - half)]


def _joined(apart: re.Match[str]) -> str:
    return spaced(apart[0].replace(apart["gap"], ""))


def _read(
    text: str, start: int, offset: int, read: Callable[[str], Sequence[Placed]]
) -> Iterator[Token]:
    for chunk in CHUNK.finditer(text, start):
        for word, first, last in read(chunk[0]):
            at = chunk.start() + offset
            yield Token(word, at + first, at + last)


def _fold(piece: str, offset: int) -> list[Placed]:
    """The folded words of a piece without addresses; `offset` is where it begins."""
    folded = piece.translate(FOLDS)
    origin: Sequence[int] = range(offset, offset + len(piece))
    if not ONE_TO_ONE.issuperset(piece):
        origin = [at for at, c in enumerate(piece, offset) for _ in FOLDS[ord(c)]]
    return [
        (word, origin[start], origin[end - 1] + 1)
        for found in PIECE.finditer(folded)
        for word, start, end in _plain(found)
    ]


def _plain(found: re.Match[str]) -> list[Placed]:
    """The words under a disguise; those between the signs where it is none."""
    word, start = found[0], found.start()
    if word.isalpha():
        return [(_undrawn(word), start, found.end())]
    if not word[0].isalnum():
        return [(word, start, found.end())]
    if meant := undo(word):
        return [(meant, start, found.end())]
    inner = WORD.finditer(found.string, start, found.end())
    return [(_unleet(part[0]), part.start(), part.end()) for part in inner]


def _undrawn(word: str) -> str:
    """The word that letters alone stand for."""
    return (undo(word) if SUSPECT.search(word) else None) or word


# Word lists repeat themselves.
_remembered = lru_cache(maxsize=10_000)(words)


def _unleet(word: str) -> str:
    """Digits and signs back to letters, in words that have letters too."""
    if word.isalpha() or not any(map(str.isalpha, word)):
        return word
    return word.translate(LEET)
