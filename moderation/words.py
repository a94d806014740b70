"""Folding text so that the same words compare equal, and looking words up in it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Format characters (zero-width, direction marks) and combining accents carry no word.
INVISIBLE = {"Cf", "Mn", "Me"}
NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case without accents, invisible characters or punctuation: `L'Été` -> ` l ete `.

    Words stand between single spaces, one at each end, so that a whole word can be
    looked up as a substring.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    visible = "".join(c for c in decomposed if unicodedata.category(c) not in INVISIBLE)
    return f" {NOT_WORD.sub(' ', visible).strip()} "


def contains_any(folded: str, words: Iterable[str]) -> bool:
    """Whether any of `words` stands in `folded` as whole words."""
    return any(_folded(word) in folded for word in words)


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    """A word of a list, folded once and not for every comment; texts are never kept here."""
    return fold(word)


def fingerprint(text: str) -> str:
    """SHA-256 of the folded text; of the text itself where folding leaves nothing (emoji)."""
    return digest(fold(text).strip() or text.strip())


def digest(text: str) -> str:
    """SHA-256 of any text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
