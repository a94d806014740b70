"""The forms of the lexicons: their lines taken apart, folded as comments are, and hashed."""

from typing import NamedTuple

import numpy as np

from classifier import features, wordlists
from classifier.disguise import is_undone
from classifier.features import Hashes, Integers
from classifier.kept import Arrays
from classifier.normalize import plain_words
from classifier.wordlists import CATEGORIES

ANY = "*"
ANY_HASH = features.hashes([ANY])[0]
# How a form may begin with a word: it is the whole form, more words follow, any word may follow
ALONE, FOLLOWED, BY_ANY = 1, 2, 4


class Entry(NamedTuple):
    """What is known of a word. `intensity` in 0..3; `poly`: it has an innocent meaning."""

    # Its number in CATEGORIES
    category: int
    intensity: int
    poly: bool
    # Said to the reader
    second: bool


# Folded words
Form = tuple[str, ...]


def arrays(language: str) -> Arrays:
    """What `lexicon.Lexicon` takes."""
    forms = read(language)
    lists: list[list[Entry]] = [[], *forms.values()]
    starts = np.cumsum([0, *map(len, lists)])
    entries = np.array([entry for entries in lists for entry in entries], dtype=np.int64)
    begun, places = _beginnings(list(forms))
    distinct, place = np.unique(begun, return_inverse=True)
    whole, opens = np.zeros(len(distinct), dtype=np.int32), np.zeros(len(distinct), dtype=np.uint8)
    np.maximum.at(whole, place, places)
    np.bitwise_or.at(opens, place[: len(forms)], [_opens(form) for form in forms])
    return {"begun": distinct, "lists": whole, "opens": opens, "starts": starts, "entries": entries}


def _beginnings(forms: list[Form]) -> tuple[Hashes, Integers]:
    """Hashes of the first word of each form, of the first two and so on; and where a form ends
    there its number, counted from 1, else 0."""
    words, place = np.unique([word for form in forms for word in form], return_inverse=True)
    hashes = features.hashes(words.tolist())[place]
    lengths = np.array([len(form) for form in forms])
    starts = np.cumsum(lengths) - lengths
    left, state = np.arange(len(forms)), hashes[starts]
    begun, places = [], []
    for length in range(1, lengths.max() + 1):
        ends = lengths[left] == length
        begun.append(state)
        places.append(np.where(ends, left + 1, 0))
        left, state = left[~ends], state[~ends]
        state = features.joined(state, hashes[starts[left] + length])
    return np.concatenate(begun), np.concatenate(places)


def _opens(form: Form) -> int:
    if len(form) == 1:
        return ALONE
    return BY_ANY if form[1] == ANY else FOLLOWED


def read(language: str) -> dict[Form, list[Entry]]:
    """Folded words of each form -> its entries, one of a category at most."""
    forms: dict[Form, list[Entry]] = {}
    for line in wordlists.lines(language):
        marks = line.flags.split(",")
        number = CATEGORIES.index(line.category)
        entry = Entry(number, line.intensity, "poly" in marks, "second" in marks)
        for written in line.forms.split("|"):
            form = _form(written)
            if line.category == "evasion" and len(form) == 1 and is_undone(written, form):
                continue
            known = forms.setdefault(form, [])
            if not any(number == other.category for other in known):
                known.append(entry)
    forms.pop((), None)
    return {f: entries if len(entries) < 2 else _plain(entries) for f, entries in forms.items()}


def _plain(entries: list[Entry]) -> list[Entry]:
    """A plain word that a disguised one folds to is not itself a disguise."""
    return [entry for entry in entries if CATEGORIES[entry.category] != "evasion"]


def _form(written: str) -> Form:
    """The folded words of a form, without a wildcard at either end."""
    words = plain_words(written)
    if ANY not in written:
        return tuple(words)
    while words and words[0] == ANY:
        words.pop(0)
    while words and words[-1] == ANY:
        words.pop()
    return tuple(words)
