"""Finding words in a column whatever their case and accents: `ecole` finds `École`.

Neither database folds accents by itself. Both have patterns with sets of characters, though,
so that each letter of a word becomes the set of its forms.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement

# More words say no more; bounds the time that a row takes.
MOST_WORDS = 8
# Of LIKE: any one character, and what makes the next one mean itself
ANY, ESCAPE = "_", "\\"
# Latin letters with accents, as Western European languages write them
ACCENTED = (*range(0xC0, 0x100), *map(ord, "ŒœŸŠšŽž"))


def contains(column: Any, words: str, dialect: str) -> Iterator[ColumnElement[bool]]:
    """One condition for each of `words`: it stands in `column`, also inside of another word."""
    for word in words.split()[:MOST_WORDS]:
        if dialect == "sqlite":
            # GLOB walks a text slowly where a pattern begins with a set; LIKE leaves it few.
            yield column.like(_rough(_plain(word)), escape=ESCAPE)
            yield column.op("GLOB")(f"*{''.join(map(_glob, _plain(word)))}*")
        else:
            # PostgreSQL takes a match for as cheap as `=` and made it first, on other sites'
            # comments too: with a second operator it counts as dearer, and comes last.
            yield column.concat("").regexp_match("".join(map(_regex, _plain(word))))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def _rough(word: str) -> str:
    """A LIKE pattern for all that `word` can be: any character for each with several forms."""
    rough = "".join(_literal(character) for character in word)
    return f"%{rough.strip(ANY)}%"


def _literal(character: str) -> str:
    if character.isascii() and character.isalnum():
        return character if len(_forms(character)) <= 2 else ANY
    return ANY if len(_forms(character)) > 1 else ESCAPE + character


def _glob(character: str) -> str:
    forms = _forms(character)
    return f"[{forms}]" if len(forms) > 1 or character in "*?[" else character


def _regex(character: str) -> str:
    forms = _forms(character)
    return f"[{forms}]" if len(forms) > 1 else re.escape(character)


def _forms(character: str) -> str:
    """Every way to write a letter; of any other character itself alone."""
    if character in "'’":
        return "'’"
    accented = FORMS.get(character, "") if character.isalpha() else ""
    upper = character.upper()
    return "".join(dict.fromkeys(character + (upper if len(upper) == 1 else "") + accented))


def _accented_forms() -> dict[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    for code in ACCENTED:
        plain = _plain(chr(code))
        if len(plain) == 1 and plain != chr(code):
            found[plain] += chr(code)
    return dict(found)


FORMS = _accented_forms()
